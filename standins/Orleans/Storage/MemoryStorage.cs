using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Storage;

/// <summary>Keeps copies of states in memory, with etags.</summary>
internal sealed class MemoryStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string State, GrainId Grain), Row> rows = new();
    private long lastEtag;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (rows.TryGetValue((stateName, grainId), out var row))
        {
            grainState.State = (T?)DeepCopier.Copy(row.State);
            grainState.ETag = row.Etag;
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = StateStorage.NewState<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var row = new Row(DeepCopier.Copy(grainState.State), Interlocked.Increment(ref lastEtag).ToString(CultureInfo.InvariantCulture));
        lock (rows)
        {
            CheckEtag(stateName, grainId, grainState.ETag);
            rows[(stateName, grainId)] = row;
        }

        grainState.ETag = row.Etag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        lock (rows)
        {
            CheckEtag(stateName, grainId, grainState.ETag);
            rows.TryRemove((stateName, grainId), out _);
        }

        grainState.State = StateStorage.NewState<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private void CheckEtag(string stateName, GrainId grainId, string? etag)
    {
        var stored = rows.TryGetValue((stateName, grainId), out var row) ? row.Etag : null;
        if (stored != etag)
        {
            throw new InconsistentStateException($"The state {stateName} of the grain {grainId} was written in the meantime.", stored, etag);
        }
    }

    private sealed record Row(object? State, string Etag);
}
