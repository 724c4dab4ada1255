using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>A batch while its members are answered, one after another.</summary>
/// <param name="answered">Told each member and its answer.</param>
internal sealed class BatchRun(TenantState tenant, GraphPipeline pipeline, GraphRequest batch, GraphReply reply, Action<GraphRequest, GraphReply> answered) : IDisposable
{
    private readonly GraphReply inner = new();
    private RequestTarget? target;
    private GraphRequest? request;

    /// <summary>Answers members in their order, and writes what they are answered.</summary>
    public async ValueTask ExecuteAsync(List<BatchMember> members, CancellationToken cancellationToken)
    {
        var next = 0;
        while (next < members.Count)
        {
            ValueTask waiting = default;
            // Taken once for all that need not wait: callers that come side by side lose more at the gate than behind it.
            lock (tenant.Gate)
            {
                while (next < members.Count && (waiting = StartAsync(members[next], cancellationToken)).IsCompletedSuccessfully)
                {
                    Finish(members[next++]);
                }
            }

            if (next < members.Count)
            {
                await waiting;
                Finish(members[next++]);
            }
        }
    }

    public void Dispose() => inner.Dispose();

    private ValueTask StartAsync(BatchMember member, CancellationToken cancellationToken)
    {
        inner.Reset();
        request = null;
        try
        {
            // Members often ask for the same, one after another.
            target = target?.Text == member.Url ? target : new RequestTarget(member.Url);
        }
        catch (GraphException refusal)
        {
            pipeline.Refuse(batch, inner, refusal);
            return default;
        }

        request = new GraphRequest(member.Method, target, member, member.Body) { Token = batch.Token, Person = batch.Person, Root = batch.Root, RequestId = tenant.Ids.Next() };
        if (FindRefusal(member, request) is { } found)
        {
            pipeline.Refuse(request, inner, found);
            return default;
        }

        return pipeline.ExecuteAsync(request, inner, cancellationToken);
    }

    private static GraphException? FindRefusal(BatchMember member, GraphRequest request) =>
        member.Parents.Any(parent => parent.Status >= 400) ? new(424, "FailedDependency", "A request that this one depends on failed.")
        : request.Segments is ["$batch", ..] ? Refusals.Invalid("A batch cannot hold a batch.")
        : member.Body is not null && !member.IsJson() ? new(400, "BadRequest", "Write requests (excluding DELETE) must contain the Content-Type header declaration.")
        : null;

    private void Finish(BatchMember member)
    {
        inner.Finish();
        if (request is not null)
        {
            answered(request, inner);
        }

        member.Status = inner.Status;
        reply.IsLost |= inner.IsLost;
        reply.Units += inner.Units;
        Write(member);
    }

    private void Write(BatchMember member)
    {
        var json = reply.Json;
        json.WriteStartObject();
        json.WriteString("id"u8, member.Id);
        json.WriteNumber("status"u8, inner.Status);
        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in inner.Headers)
        {
            json.WriteString(name, value);
        }

        if (inner.HasBody)
        {
            json.WriteString("Content-Type"u8, "application/json"u8);
        }

        json.WriteEndObject();
        if (inner.HasBody)
        {
            json.WritePropertyName("body"u8);
            json.WriteRawValue(inner.Body.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }
}
