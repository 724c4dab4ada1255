using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Items;

/// <summary>
/// One call that applies writes: batches go out as the budget grants them, several at a time, until all are sent, the budget or the service says
/// stop, or the time is up. Each write gets its outcome; what was not sent is said so.
/// </summary>
internal sealed class WriteCall(GraphClient client, SyncDefinitionId definition, BoundList list, ImmutableArray<ListWrite> writes, EncodedWrites encoded)
{
    private readonly ListOutcome?[] outcomes = new ListOutcome?[writes.Length];
    private readonly long start = client.Time.GetTimestamp();
    private DateTimeOffset? stoppedUntil;
    private SyncException? trouble;
    private readonly ConcurrentBag<int> missing = [];
    private int next;

    /// <summary>Sends what can be sent and gives the outcome of every write, in their order.</summary>
    public async Task<ImmutableArray<ListOutcome>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (index, reason) in encoded.Refused)
        {
            outcomes[index] = new ListOutcome.Parked(reason);
        }

        var running = new List<Task>();
        try
        {
            while (await FillAsync(running, cancellationToken) || running.Count > 0)
            {
                var done = await Task.WhenAny(running);
                running.Remove(done);
                await done;
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }

        await ConfirmMissingAsync(cancellationToken);
        if (trouble is not null && !outcomes.Any(outcome => outcome is ListOutcome.Applied or ListOutcome.ReplyLost or ListOutcome.Parked))
        {
            throw trouble;
        }

        var until = stoppedUntil ?? client.Time.GetUtcNow();
        return [.. outcomes.Select(outcome => outcome ?? new ListOutcome.NotSent(until))];
    }

    /// <summary>Starts batches until as many fly as may; false when none was started.</summary>
    private async Task<bool> FillAsync(List<Task> running, CancellationToken cancellationToken)
    {
        var started = false;
        while (running.Count < client.InFlight.Current && next < encoded.Accepted.Count && stoppedUntil is null && trouble is null
            && !cancellationToken.IsCancellationRequested && client.Time.GetElapsedTime(start) < client.Options.ApplySendFor)
        {
            var wanted = Math.Min(client.Options.BatchSizeMax, encoded.Accepted.Count - next);
            var count = await LeaseAsync(wanted, cancellationToken);
            if (count == 0)
            {
                break;
            }

            running.Add(SendAsync([.. encoded.Accepted.Skip(next).Take(count)], cancellationToken));
            next += count;
            started = true;
        }

        return started;
    }

    /// <summary>How many writes of those that are wanted may be sent now.</summary>
    private async Task<int> LeaseAsync(int wanted, CancellationToken cancellationToken)
    {
        try
        {
            switch (await client.LeaseAsync(definition, wanted * GraphCosts.Write, list.Binding.Priority, cancellationToken))
            {
                case BudgetAnswer.Granted granted when granted.Units >= GraphCosts.Write && client.Time.GetUtcNow() < granted.Until:
                    return granted.Units / GraphCosts.Write;
                case BudgetAnswer.RetryAt retry:
                    stoppedUntil = retry.At;
                    return 0;
                default:
                    stoppedUntil = client.Time.GetUtcNow();
                    return 0;
            }
        }
        catch (SyncException exception)
        {
            trouble ??= exception;
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private async Task SendAsync(int[] batch, CancellationToken cancellationToken)
    {
        using var body = new PooledBuffer(batch.Length * 512);
        Write(body, batch);
        var request = new GraphRequest { Method = HttpMethod.Post, Path = "$batch", Body = body.Written, Timeout = Left() };
        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            Settle(batch, answer, out var closedUntil);
            if (closedUntil is { } until)
            {
                await client.CloseUntilAsync(until, CancellationToken.None);
            }
        }
        catch (SyncException exception)
        {
            // No token: nothing of this batch was sent.
            trouble ??= exception;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Cancelled before it was sent; what is on its way is answered as lost by the client.
        }
    }

    private void Write(PooledBuffer body, int[] batch)
    {
        var members = new BatchMember[batch.Length];
        for (var index = 0; index < batch.Length; index++)
        {
            members[index] = encoded.Member(batch[index]);
        }

        using var json = new Utf8JsonWriter(body, new JsonWriterOptions { SkipValidation = true });
        BatchRequest.Write(json, members);
    }

    private void Settle(int[] batch, GraphAnswer answer, out DateTimeOffset? closedUntil)
    {
        closedUntil = null;
        if (answer.IsSuccess && TryRead(answer, batch.Length) is { } replies)
        {
            SettleEach(batch, answer, replies, out closedUntil);
            return;
        }

        if (answer.IsThrottled || answer.Delivery == GraphDelivery.NotSent)
        {
            stoppedUntil = Later(stoppedUntil, answer.RetryAt ?? client.RetryAt(null));
            return;
        }

        if (answer.Status is >= 400 and < 500)
        {
            // The batch as a whole was refused, so nothing of it was done.
            trouble ??= GraphFailure.Of(answer, "write to the list", client.Time.GetUtcNow());
            return;
        }

        foreach (var index in batch)
        {
            outcomes[index] = new ListOutcome.ReplyLost();
        }
    }

    private void SettleEach(int[] batch, GraphAnswer answer, BatchReply[] replies, out DateTimeOffset? closedUntil)
    {
        closedUntil = null;
        for (var index = 0; index < batch.Length; index++)
        {
            // 9.4: the others go on only after the largest of the delays.
            if (replies[index].IsThrottled)
            {
                closedUntil = Later(closedUntil, client.RetryAt(replies[index].RetryAfter));
            }
        }

        for (var index = 0; index < batch.Length; index++)
        {
            var outcome = WriteOutcomes.Of(writes[batch[index]], replies[index], answer.Body.Span[replies[index].Body], closedUntil ?? client.Time.GetUtcNow());
            outcomes[batch[index]] = outcome;
            if (replies[index].Status == 404)
            {
                missing.Add(batch[index]);
            }

            if (outcome is null)
            {
                using var refused = new GraphAnswer(GraphDelivery.Answered, replies[index].Status, null) { RequestId = answer.RequestId };
                trouble ??= GraphFailure.Of(refused, "write to the list", client.Time.GetUtcNow());
            }
        }

        if (closedUntil is { } until)
        {
            stoppedUntil = Later(stoppedUntil, until);
        }
        else
        {
            client.InFlight.Passed();
        }
    }

    private static BatchReply[]? TryRead(GraphAnswer answer, int count)
    {
        try
        {
            return BatchReply.Read(answer.Body.Span, count);
        }
        catch (JsonException)
        {
            // A cut answer: the writes are done or not, nobody knows.
            return null;
        }
    }

    // A 404 is an absence only while the list itself answers: of a list that is gone, every item is.
    private async Task ConfirmMissingAsync(CancellationToken cancellationToken)
    {
        if (missing.IsEmpty || outcomes.Any(outcome => outcome is ListOutcome.Applied { ETag: not null }))
        {
            return;
        }

        var answers = await AnswersAsync(cancellationToken);
        foreach (var index in answers ? [] : missing.ToArray())
        {
            outcomes[index] = null;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.TakeAsync(definition, GraphCosts.Single, list.Binding.Priority, "look whether the list is there", TimeSpan.Zero, cancellationToken);
            using var answer = await client.SendAsync(new GraphRequest { Method = HttpMethod.Get, Path = $"{list.Path}?$select=id", Timeout = Left() }, cancellationToken);
            if (!answer.IsSuccess)
            {
                trouble ??= GraphFailure.Of(answer, "write to the list", client.Time.GetUtcNow());
            }

            return answer.IsSuccess;
        }
        catch (SyncException exception)
        {
            stoppedUntil = Later(stoppedUntil, client.Time.GetUtcNow() + (exception.RetryAfter ?? TimeSpan.Zero));
            return false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private TimeSpan Left()
    {
        var left = client.Options.ApplyTimeout - client.Time.GetElapsedTime(start);
        return left > TimeSpan.FromMilliseconds(100) ? left : TimeSpan.FromMilliseconds(100);
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
