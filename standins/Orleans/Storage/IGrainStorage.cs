using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps the states of grains.</summary>
public interface IGrainStorage
{
    /// <summary>Reads a state into <paramref name="grainState"/>; nothing stored leaves it empty.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Reads a state into <paramref name="grainState"/>; nothing stored leaves it empty.</summary>
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ReadStateAsync(stateName, grainId, grainState);

    /// <summary>Writes a state if its etag is still the stored one.</summary>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Writes a state if its etag is still the stored one.</summary>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        WriteStateAsync(stateName, grainId, grainState);

    /// <summary>Clears a state if its etag is still the stored one.</summary>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <summary>Clears a state if its etag is still the stored one.</summary>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ClearStateAsync(stateName, grainId, grainState);
}

/// <summary>A state was written by somebody else in the meantime.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>Makes one without a message of its own.</summary>
    public InconsistentStateException()
    {
    }

    /// <summary>Makes one.</summary>
    public InconsistentStateException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!)   // an exception's cause may be null
    {
    }

    /// <summary>Makes one from both etags.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : this(errorMsg, storedEtag, currentEtag, null)
    {
    }

    /// <summary>Makes one from both etags and a cause.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException) : base(errorMsg, storageException!)   // an exception's cause may be null
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>Makes one from both etags and a cause.</summary>
    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>The etag in the storage.</summary>
    [Id(1)]
    public string? StoredEtag { get; private set; }

    /// <summary>The etag in the grain.</summary>
    [Id(2)]
    public string? CurrentEtag { get; private set; }

    /// <summary>Without an id, so that the copy which a caller sees has lost it: only the grain whose state it is ends.</summary>
    internal bool IsSourceActivation { get; } = true;

    /// <inheritdoc />
    public override string ToString() => $"InconsistentStateException: {Message} Expected Etag={StoredEtag} Received Etag={CurrentEtag} {InnerException}";
}
