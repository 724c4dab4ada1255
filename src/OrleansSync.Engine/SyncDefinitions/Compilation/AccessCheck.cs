using System.Collections.Immutable;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Compares what a definition does with its table with what the role may do. Pure.</summary>
internal static class AccessCheck
{
    private const string WayOut = "TestDatabaseInstance writes the statements that grant it.";

    /// <summary>The columns that runs read: those of the key, of the cursor, and the mapped ones.</summary>
    public static ImmutableArray<string> ColumnsOf(SyncDefinitionSpec spec, RelationInfo table) =>
    [
        .. (KeyPlan.Make(spec.Key, table.KeyColumns, table.Uniques).Plan?.Columns.Select(column => column.Name) ?? [])
            .Concat(spec.Mappings.Select(mapping => mapping.Column)).Append(spec.Cursor.Column).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Notes what the role lacks.</summary>
    public static void Add(SyncDefinitionSpec spec, RoleAccess access, FieldProblems problems)
    {
        var pulls = spec.Direction is SyncDirection.Pull or SyncDirection.TwoWay;
        var needed = TableRights.Select | (pulls ? TableRights.Insert | TableRights.Update : TableRights.None) | (pulls && spec.PullDeletes == DeletePolicy.Propagate ? TableRights.Delete : TableRights.None);
        var missing = needed & ~access.Held;
        problems.AddIf(access.IsInRecovery, "database_id", "has a primary that is a standby now, which takes no writes and does not know the open transactions; declare the instance that took its place.");
        problems.AddIf(access.LacksSchema, "table.schema", $"may not be used by the role that signs in: it lacks USAGE. {WayOut}");
        problems.AddIf(missing != TableRights.None, "table.table", $"may not be used so by the role that signs in: it lacks {missing.ToString().ToUpperInvariant()}. {WayOut}");
        problems.AddIf(missing == TableRights.None && !access.Unreadable.IsEmpty, "table.table", $"may not be read by the role that signs in in {string.Join(", ", access.Unreadable)}: grant SELECT on them, or map others.");
        problems.AddIf(access.HidesRows, "table.table", $"has row-level security, which may hide rows from the role that signs in, and they would look deleted: it lacks BYPASSRLS. {WayOut}");
        problems.AddIf(
            spec.Cursor.Effective == CursorStrategy.Keyset && !access.SeesActivity, "cursor.strategy",
            $"needs to see which transactions are open, or a change could be passed before it is committed: the role that signs in lacks pg_read_all_stats. {WayOut} Or take FULL_SCAN.");
    }
}
