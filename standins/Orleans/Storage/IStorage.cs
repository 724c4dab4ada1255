namespace Orleans.Core
{
    /// <summary>A stored state, without its type.</summary>
    public interface IStorage
    {
        /// <summary>The stored state's etag, if there is one.</summary>
        string? Etag { get; }

        /// <summary>Whether a state is stored.</summary>
        bool RecordExists { get; }

        /// <summary>Clears the stored state.</summary>
        Task ClearStateAsync();

        /// <summary>Clears the stored state.</summary>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <summary>Writes the state.</summary>
        Task WriteStateAsync();

        /// <summary>Writes the state.</summary>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <summary>Reads the stored state.</summary>
        Task ReadStateAsync();

        /// <summary>Reads the stored state.</summary>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>A stored state.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state in memory.</summary>
        TState State { get; set; }
    }
}

namespace Orleans
{
    /// <summary>A state as the storage sees it.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The etag of the stored state.</summary>
        string? ETag { get; set; }

        /// <summary>Whether a state is stored.</summary>
        bool RecordExists { get; set; }

        /// <summary>The state.</summary>
        T? State { get; set; }
    }

    /// <summary>A state as the storage sees it.</summary>
    [GenerateSerializer]
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>Makes an empty one.</summary>
        public GrainState()
        {
        }

        /// <summary>Makes one.</summary>
        public GrainState(T? state) : this(state, null)
        {
        }

        /// <summary>Makes one.</summary>
        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        /// <inheritdoc />
        [Id(0)]
        public T? State { get; set; }

        /// <inheritdoc />
        [Id(1)]
        public string? ETag { get; set; }

        /// <inheritdoc />
        [Id(2)]
        public bool RecordExists { get; set; }
    }
}
