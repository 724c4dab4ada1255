using System.Collections.Immutable;
using System.Globalization;

namespace OrleansSync.Postgres.Metastore;

/// <summary>A row of <c>orleanssync.migrations</c>: a migration that some server applied.</summary>
internal sealed record AppliedMigration(int Number, string Name, ImmutableArray<byte> Checksum, int MinimumLevel)
{
    /// <summary>The number and name, as errors and people call it.</summary>
    public string FullName => $"{Number.ToString("0000", CultureInfo.InvariantCulture)}_{Name}";
}
