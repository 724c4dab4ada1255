using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>Runs the members of a batch, each metered and answered on its own (9).</summary>
internal sealed class BatchExecution(TenantState tenant, GraphPipeline pipeline)
{
    /// <summary>Answers a batch.</summary>
    /// <param name="answered">Told each member and its answer.</param>
    public async ValueTask ExecuteAsync(GraphRequest batch, GraphReply reply, Action<GraphRequest, GraphReply> answered, CancellationToken cancellationToken)
    {
        reply.Kind = OperationKind.Batch;
        var members = BatchMember.Read(batch.RequireBody());
        var statuses = new Dictionary<string, int>(members.Count, StringComparer.OrdinalIgnoreCase);
        var json = reply.Json;
        json.WriteStartObject();
        json.WriteStartArray("responses"u8);
        using var inner = new GraphReply();
        RequestTarget? target = null;
        while (members.Count > 0)
        {
            // Those whose parents are done; the rest waits for the next round.
            var ready = members.FindAll(member => member.DependsOn.Count == 0 || member.DependsOn.All(statuses.ContainsKey));
            if (ready.Count == 0)
            {
                throw BatchMember.Malformed("The dependencies of the batch form a circle.");
            }

            foreach (var member in ready)
            {
                inner.Reset();
                target = await ExecuteAsync(batch, member, target, statuses, inner, answered, cancellationToken);
                statuses[member.Id] = inner.Status;
                reply.IsLost |= inner.IsLost;
                reply.Units += inner.Units;
                Write(json, member, inner);
            }

            members = ready.Count == members.Count ? [] : members.FindAll(member => !statuses.ContainsKey(member.Id));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        reply.Finish();
    }

    /// <summary>Answers a member.</summary>
    /// <param name="before">The target of the member before, to be used again when it is the same.</param>
    /// <returns>Its target.</returns>
    private async ValueTask<RequestTarget?> ExecuteAsync(GraphRequest batch, BatchMember member, RequestTarget? before, Dictionary<string, int> statuses, GraphReply reply, Action<GraphRequest, GraphReply> answered, CancellationToken cancellationToken)
    {
        RequestTarget target;
        try
        {
            target = before?.Text == member.Url ? before : new RequestTarget(member.Url);
        }
        catch (GraphException refusal)
        {
            pipeline.Refuse(batch, reply, refusal);
            reply.Finish();
            return before;
        }

        var request = new GraphRequest(member.Method, target, member.Header, member.Body) { Token = batch.Token, Person = batch.Person, Root = batch.Root, RequestId = tenant.Ids.Next() };
        if (member.DependsOn.Any(id => statuses[id] >= 400))
        {
            pipeline.Refuse(request, reply, new GraphException(424, "FailedDependency", "A request that this one depends on failed."));
        }
        else if (request.Segments is ["$batch", ..])
        {
            pipeline.Refuse(request, reply, Refusals.Invalid("A batch cannot hold a batch."));
        }
        else if (member.Body is not null && !member.IsJson())
        {
            pipeline.Refuse(request, reply, new GraphException(400, "BadRequest", "Write requests (excluding DELETE) must contain the Content-Type header declaration."));
        }
        else
        {
            await pipeline.ExecuteAsync(request, reply, cancellationToken);
        }

        reply.Finish();
        answered(request, reply);
        return target;
    }

    private static void Write(Utf8JsonWriter json, BatchMember member, GraphReply reply)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, member.Id);
        json.WriteNumber("status"u8, reply.Status);
        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in reply.Headers)
        {
            json.WriteString(name, value);
        }

        if (reply.HasBody)
        {
            json.WriteString("Content-Type"u8, "application/json"u8);
        }

        json.WriteEndObject();
        if (reply.HasBody)
        {
            json.WritePropertyName("body"u8);
            json.WriteRawValue(reply.Body.Span, skipInputValidation: true);
        }

        json.WriteEndObject();
    }
}
