using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Resources;

/// <summary>A kind of thing that the server keeps, as far as names and ids go.</summary>
internal abstract class Resource
{
    /// <summary>What people call it, for instance <c>database</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Ids and names of all that have the name, without regard to case.</summary>
    public abstract Task<IReadOnlyList<(string Id, string Name)>> FindByNameAsync(ServerCommand command, string name, CancellationToken cancellationToken);

    /// <summary>Some names, for completion.</summary>
    public abstract Task<IReadOnlyList<string>> ListNamesAsync(Sessions.OSyncSession session, CancellationToken cancellationToken);
}
