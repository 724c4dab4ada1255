using System.Text.Json;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Items;

/// <summary>Single reads and batches of reads for a definition: budget first, then repeated a few times while they fail for now.</summary>
internal sealed class ReadCall(GraphClient client, SyncDefinitionId definition, BoundList list)
{
    /// <summary>Reads one address; the answer may be a refusal that is worth no repetition.</summary>
    public async Task<GraphAnswer> GetAsync(GraphRequest request, int units, string doing, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            await client.TakeAsync(definition, units, list.Binding.Priority, doing, client.Options.ReadWaitMax, cancellationToken);
            var answer = await client.SendAsync(request, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            var failedForNow = answer.Delivery != GraphDelivery.Answered || answer.Status is 500 or 502 or 504;
            if (!failedForNow || attempt >= client.Options.ReadRetriesMax)
            {
                return answer;
            }

            answer.Dispose();
            await WaitAsync(attempt, cancellationToken);
        }
    }

    /// <summary>Reads many addresses in batches. Each answer is given to <paramref name="read"/> with its position: once, unless it failed for now.</summary>
    /// <param name="urls">The addresses, as members of batches have them.</param>
    /// <param name="units">Of each.</param>
    /// <param name="prefer">The Prefer header; null for none.</param>
    /// <param name="doing">What is tried, for errors.</param>
    /// <param name="read">Takes a status of 200 or 404, and the body.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="SyncException">An address was answered in another way, again and again.</exception>
    public async Task ReadAllAsync(IReadOnlyList<string> urls, int units, string? prefer, string doing, ReadMember read, CancellationToken cancellationToken)
    {
        List<int> rest = [.. Enumerable.Range(0, urls.Count)];
        for (var attempt = 0; rest.Count > 0; attempt++)
        {
            var failed = new List<int>();
            foreach (var batch in rest.Chunk(client.Options.BatchSizeMax))
            {
                await client.TakeAsync(definition, units * batch.Length, list.Binding.Priority, doing, client.Options.ReadWaitMax, cancellationToken);
                failed.AddRange(await ReadBatchAsync(batch, urls, prefer, doing, attempt >= client.Options.ReadRetriesMax, read, cancellationToken));
            }

            rest = failed;
            if (rest.Count > 0)
            {
                await WaitAsync(attempt, cancellationToken);
            }
        }
    }

    private async Task<List<int>> ReadBatchAsync(int[] batch, IReadOnlyList<string> urls, string? prefer, string doing, bool isLast, ReadMember read, CancellationToken cancellationToken)
    {
        using var body = new PooledBuffer(batch.Length * 512);
        using (var json = new Utf8JsonWriter(body))
        {
            BatchRequest.Write(json, batch.Select(index => new BatchMember("GET", urls[index], Prefer: prefer)).ToArray());
        }

        using var answer = await client.SendAsync(new GraphRequest { Method = HttpMethod.Post, Path = "$batch", Body = body.Written }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (!answer.IsSuccess)
        {
            return !isLast && (answer.Delivery != GraphDelivery.Answered || answer.Status is 500 or 502 or 504) ? [.. batch] : throw GraphFailure.Of(answer, doing, client.Time.GetUtcNow());
        }

        var replies = TryRead(answer, batch.Length);
        var failed = new List<int>();
        for (var index = 0; index < batch.Length; index++)
        {
            var reply = replies[index];
            if (reply.Status is 200 or 404)
            {
                read(batch[index], reply.Status, answer.Body.Span[reply.Body]);
            }
            else if (isLast || reply.Status is not (0 or 500 or 502 or 504))
            {
                await RefuseAsync(reply, answer.RequestId, doing, cancellationToken);
            }
            else
            {
                failed.Add(batch[index]);
            }
        }

        return failed;
    }

    // A cut answer counts as none.
    private static BatchReply[] TryRead(GraphAnswer answer, int count)
    {
        try
        {
            return BatchReply.Read(answer.Body.Span, count);
        }
        catch (JsonException)
        {
            return new BatchReply[count];
        }
    }

    private async Task RefuseAsync(BatchReply reply, string? requestId, string doing, CancellationToken cancellationToken)
    {
        var retryAt = reply.IsThrottled ? client.RetryAt(reply.RetryAfter) : (DateTimeOffset?)null;
        if (retryAt is { } at)
        {
            await client.CloseUntilAsync(at, cancellationToken);
        }

        using var refused = new GraphAnswer(reply.Status == 0 ? GraphDelivery.Lost : GraphDelivery.Answered, reply.Status, null) { RequestId = requestId, RetryAt = retryAt, IsThreshold = reply.IsThreshold };
        throw GraphFailure.Of(refused, doing, client.Time.GetUtcNow());
    }

    private Task WaitAsync(int attempt, CancellationToken cancellationToken) =>
        Task.Delay(client.Options.ReadRetryDelay * (1 << Math.Min(attempt, 10)), client.Time, cancellationToken);
}
