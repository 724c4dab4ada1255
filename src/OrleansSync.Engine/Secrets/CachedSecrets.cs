using System.Collections.Immutable;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Secrets;

/// <summary>
/// Asks each reference's source, and keeps the answer for a short time. Callers that ask at once for the same reference make one
/// request. When a source cannot be reached, the last answer is used on for a while; a refusal is believed at once.
/// </summary>
/// <param name="sources">The sources, one for each kind of reference; asked for when first needed.</param>
/// <param name="clock">The clock.</param>
/// <param name="keepFor">How long an answer is kept.</param>
/// <param name="keepOnFailure">How much longer it is used while the source cannot be reached.</param>
public sealed class CachedSecrets(Func<IEnumerable<ISecretSource>> sources, TimeProvider clock, TimeSpan keepFor, TimeSpan keepOnFailure) : ISecrets
{
    private const int EntriesMax = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<SecretReference, Entry> entries = [];

    /// <inheritdoc/>
    public async ValueTask<SecretValue> GetAsync(SecretReference reference, CancellationToken cancellationToken) => (await GetAllAsync(reference, cancellationToken))[0];

    /// <inheritdoc/>
    public async ValueTask<ImmutableArray<SecretValue>> GetAllAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var entry = EntryOf(reference);
        if (entry.Find(clock.GetUtcNow(), keepFor) is { IsDefault: false } kept)
        {
            return kept;
        }

        await entry.Turn.WaitAsync(cancellationToken);
        try
        {
            return entry.Find(clock.GetUtcNow(), keepFor) is { IsDefault: false } meanwhile ? meanwhile : await ReadAsync(reference, entry, cancellationToken);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Forget(SecretReference reference)
    {
        lock (gate)
        {
            // A read that is under way ends in the entry that nobody finds any more.
            entries.Remove(reference);
        }
    }

    private async Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, Entry entry, CancellationToken cancellationToken)
    {
        var source = sources().FirstOrDefault(source => source.Reads(reference)) ?? throw new InvalidOperationException($"No source reads {reference.GetType().Name}.");
        var askedAt = clock.GetUtcNow();
        try
        {
            var values = await source.ReadAsync(reference, cancellationToken);
            entry.Keep(values, askedAt);
            return values;
        }
        catch (SyncException failure) when (failure.Error is SyncError.SecretUnavailable or SyncError.MetastoreUnavailable && entry.Find(askedAt, keepFor + keepOnFailure) is { IsDefault: false })
        {
            return entry.Find(askedAt, keepFor + keepOnFailure);
        }
    }

    private Entry EntryOf(SecretReference reference)
    {
        lock (gate)
        {
            if (!entries.TryGetValue(reference, out var entry))
            {
                if (entries.Count >= EntriesMax)
                {
                    entries.Clear();
                }

                entry = new Entry();
                entries.Add(reference, entry);
            }

            return entry;
        }
    }

    private sealed class Entry
    {
        private volatile Answer? answer;

        // Never disposed of: without a wait handle there is nothing to free.
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public ImmutableArray<SecretValue> Find(DateTimeOffset now, TimeSpan keepFor) => answer is { } kept && now - kept.At < keepFor ? kept.Values : default;

        public void Keep(ImmutableArray<SecretValue> values, DateTimeOffset at) => answer = new Answer(values, at);

        private sealed record Answer(ImmutableArray<SecretValue> Values, DateTimeOffset At);
    }
}
