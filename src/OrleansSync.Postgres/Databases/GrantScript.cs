using System.Text;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Introspection;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Databases;

/// <summary>Writes the statements that give a role what it lacks. Pure.</summary>
internal static class GrantScript
{
    private static readonly TableRights[] Rights = [TableRights.Select, TableRights.Insert, TableRights.Update, TableRights.Delete];

    /// <summary>One statement a line, for whoever may run them; empty when nothing is missing.</summary>
    public static string Write(string role, DatabaseFacts facts, DatabaseNeeds needs)
    {
        var (script, to) = (new StringBuilder(), SqlIdentifier.Quote(role));
        if (!facts.IsSupported)
        {
            return "";
        }

        if (!facts.SeesActivity)
        {
            script.Append("grant pg_read_all_stats to ").Append(to).Append(";\n");
        }

        if (needs.Replication && !facts.MayReplicate)
        {
            script.Append("alter role ").Append(to).Append(" replication;\n");
        }

        if (facts.Tables.Any(table => table is { Exists: true, HidesRows: true }))
        {
            script.Append("alter role ").Append(to).Append(" bypassrls;\n");
        }

        var existing = facts.Tables.Where(table => table.Exists).ToList();
        foreach (var schema in existing.Where(table => table.LacksSchema).Select(table => table.Table.Schema).Distinct(StringComparer.Ordinal))
        {
            script.Append("grant usage on schema ").Append(SqlIdentifier.Quote(schema)).Append(" to ").Append(to).Append(";\n");
        }

        foreach (var table in existing.Where(table => table.Missing != TableRights.None))
        {
            var rights = string.Join(", ", Rights.Where(right => table.Missing.HasFlag(right)).Select(right => right.ToString().ToLowerInvariant()));
            script.Append("grant ").Append(rights).Append(" on table ").Append(Quote(table.Table)).Append(" to ").Append(to).Append(";\n");
        }

        foreach (var sequence in existing.SelectMany(table => table.LockedSequences).Distinct())
        {
            script.Append("grant usage on sequence ").Append(Quote(sequence)).Append(" to ").Append(to).Append(";\n");
        }

        return script.ToString();
    }

    private static string Quote(RelationName name) => $"{SqlIdentifier.Quote(name.Schema)}.{SqlIdentifier.Quote(name.Name)}";
}
