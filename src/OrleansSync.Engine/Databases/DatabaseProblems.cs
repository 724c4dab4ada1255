using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.Databases;

/// <summary>Says what is missing in what a database said of itself. Pure.</summary>
public static class DatabaseProblems
{
    /// <summary>From this offset on, less its uncertainty, a clock is told as wrong: rows are followed by the database's clock, and schedules by ours.</summary>
    public static readonly TimeSpan ClockOffsetMax = TimeSpan.FromSeconds(30);

    /// <summary>Every problem, each with the way out.</summary>
    public static ImmutableArray<string> Find(DatabaseFacts facts, DatabaseNeeds needs)
    {
        if (!facts.IsSupported)
        {
            return [$"The server is PostgreSQL {facts.Version}; version 13 or later is needed."];
        }

        var problems = ImmutableArray.CreateBuilder<string>();
        AddIf(!facts.SeesActivity, "The role cannot see which transactions of others are open, so a change could be passed before it is committed: grant pg_read_all_stats to it, or follow changes by full scans only.");
        AddIf(facts.IsReadOnly && !facts.IsInRecovery && needs.Tables.Any(Writes), "The role's transactions are read-only (default_transaction_read_only), and a pull writes: set it off for the role.");
        AddIf(facts.IsInRecovery && needs.Tables.Length > 0, "The server is a standby, which takes no writes and does not know the open transactions: give the primary.");
        AddIf(needs.Replication && facts.WalLevel != "logical", $"The server's wal_level is {facts.WalLevel}, and change capture needs logical: set it, and start the server again.");
        AddIf(needs.Replication && !facts.MayReplicate, "The role may not replicate: alter it with REPLICATION.");
        foreach (var table in facts.Tables)
        {
            AddTable(table, problems);
        }

        if (facts.Clock is { } clock && clock.Offset.Duration() - clock.Uncertainty > ClockOffsetMax)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"The database's clock is {clock.Offset.TotalSeconds:0} s from ours: set both by NTP."));
        }

        return problems.ToImmutable();

        void AddIf(bool isWrong, string problem)
        {
            if (isWrong)
            {
                problems.Add(problem);
            }
        }
    }

    private static bool Writes(TableNeed need) => (need.Rights & ~TableRights.Select) != TableRights.None;

    private static void AddTable(TableAccess table, ImmutableArray<string>.Builder problems)
    {
        if (!table.Exists)
        {
            problems.Add($"There is no table or view {table.Table}.");
            return;
        }

        if (table.LacksSchema)
        {
            problems.Add($"The role may not use the schema {table.Table.Schema}: grant usage.");
        }

        if (table.Missing != TableRights.None)
        {
            problems.Add($"The role lacks {table.Missing.ToString().ToUpperInvariant()} on {table.Table}.");
        }

        if (!table.LockedSequences.IsEmpty)
        {
            problems.Add($"The role may not draw from {string.Join<RelationName>(", ", table.LockedSequences)}: grant usage.");
        }

        if (table.HidesRows)
        {
            problems.Add($"Row-level security may hide rows of {table.Table} from the role, and they would look deleted: alter it with BYPASSRLS.");
        }
    }
}
