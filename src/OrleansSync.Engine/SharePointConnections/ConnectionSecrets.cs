using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Engine.SharePointConnections;

/// <summary>Where a connection's secret is.</summary>
public static class ConnectionSecrets
{
    /// <summary>The kind of owner that connections are.</summary>
    public const string Kind = "connection";

    /// <summary>Which of a connection's secrets it is.</summary>
    public const string Name = "secret";

    /// <summary>Whose the secret is when it is kept here.</summary>
    public static SecretOwner OwnerOf(Guid connection) => new(Kind, connection, Name);

    /// <summary>Where it is read; null when the connection has none.</summary>
    public static SecretReference? Find(Resource<ConnectionSpec> connection) =>
        connection.Spec.SecretReference.Length > 0 ? SecretReferenceText.Parse(connection.Spec.SecretReference, "secret_reference")
        : connection.Spec.HasSecret ? new SecretReference.Stored(OwnerOf(connection.Id))
        : null;
}
