using OrleansSync.Engine.Secrets;

namespace OrleansSync.Engine.Databases;

/// <summary>Where a database is for now, and where the password for it is.</summary>
/// <param name="Endpoint">Where.</param>
/// <param name="Password">The password's place; null for a server that asks for none.</param>
public sealed record DatabaseLocation(DatabaseEndpoint Endpoint, SecretReference? Password);
