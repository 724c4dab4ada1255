namespace OrleansSync.Postgres.Metastore;

/// <summary>What a probe found.</summary>
/// <param name="State">How the metastore is.</param>
/// <param name="ServerLevel">This server's level.</param>
/// <param name="SchemaLevel">The schema's level; null when it could not be read.</param>
/// <param name="Description">For people, without names of hosts and roles.</param>
public sealed record MetastoreHealthReport(MetastoreState State, int ServerLevel, int? SchemaLevel, string Description);
