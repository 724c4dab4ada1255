using OrleansSync.Engine.Errors;

namespace OrleansSync.Postgres.Metastore;

/// <summary>Decides what a server does with the schema that it finds. Pure.</summary>
internal static class MigrationPlan
{
    /// <summary>The next migration to apply, or null when all are.</summary>
    /// <param name="known">This server's migrations, in order.</param>
    /// <param name="applied">The schema's, in order.</param>
    /// <exception cref="SyncException"><see cref="SyncError.SchemaIncompatible"/>: this server must not work on that schema.</exception>
    public static Migration? Next(IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        var level = known.Count;
        if (applied.FirstOrDefault(migration => migration.MinimumLevel > level) is { } contraction)
        {
            throw Incompatible(
                $"The metastore's migration {contraction.FullName} needs servers of level {contraction.MinimumLevel} or later, and this server has level {level}. Install the newer version, or restore the metastore's backup from before that migration.");
        }

        for (var index = 0; index < applied.Count; index++)
        {
            if (applied[index].Number != index + 1)
            {
                throw Incompatible($"The metastore lacks migration number {index + 1}, but has {applied[index].FullName}. Restore the metastore from its backup.");
            }

            if (index < level && !applied[index].Checksum.SequenceEqual(known[index].Checksum))
            {
                throw Incompatible(
                    $"The metastore's migration {applied[index].FullName} is not the {known[index].FullName} of this server: a released migration was changed. Install the version of the server that applied it, or one that never changed it.");
            }
        }

        return applied.Count < level ? known[applied.Count] : null;
    }

    private static SyncException Incompatible(string message) => new(SyncError.SchemaIncompatible, message);
}
