using System.Collections.Immutable;

namespace OrleansSync.Engine.Secrets;

/// <summary>The keys that encrypt secrets, each encrypted itself by the key that the server is given, as durable rows; a port.</summary>
public interface IKeyRingRows
{
    /// <summary>Every key, as the XML that the key ring wrote.</summary>
    Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key, unless it is there.</summary>
    /// <param name="name">Its name, unique.</param>
    /// <param name="element">Its XML.</param>
    /// <param name="createdAt">Now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task AddAsync(string name, string element, DateTimeOffset createdAt, CancellationToken cancellationToken);
}
