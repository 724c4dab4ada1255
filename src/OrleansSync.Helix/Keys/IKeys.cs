namespace OrleansSync.Helix.Keys;

/// <summary>Keys of people and clusters. A port.</summary>
public interface IKeys
{
    /// <summary>The key, or null; a revoked one too.</summary>
    Task<KeyRecord?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Makes this the owner's only valid key: in one step it is stored and all others are revoked.</summary>
    Task RotateAsync(KeyRecord record, CancellationToken cancellationToken);

    /// <summary>Stores a key of a cluster beside those that it has; a deployment that is done revokes the older ones.</summary>
    Task AddAsync(KeyRecord record, CancellationToken cancellationToken);

    /// <summary>Stores the key unless the owner ever had one.</summary>
    /// <returns>False when it did; then nothing is stored.</returns>
    Task<bool> AddFirstAsync(KeyRecord record, CancellationToken cancellationToken);
}
