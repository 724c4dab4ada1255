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
        var statuses = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var json = reply.Json;
        json.WriteStartObject();
        json.WriteStartArray("responses"u8);
        var inner = new GraphReply();
        while (members.Count > 0)
        {
            // Those whose parents are done; the rest waits for the next round.
            var ready = members.FindAll(member => member.DependsOn.All(statuses.ContainsKey));
            if (ready.Count == 0)
            {
                throw BatchMember.Malformed("The dependencies of the batch form a circle.");
            }

            foreach (var member in ready)
            {
                inner.Reset();
                await ExecuteAsync(batch, member, statuses, inner, answered, cancellationToken);
                statuses[member.Id] = inner.Status;
                reply.IsLost |= inner.IsLost;
                reply.Units += inner.Units;
                Write(json, member, inner);
            }

            members.RemoveAll(ready.Contains);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        reply.Finish();
    }

    private async ValueTask ExecuteAsync(GraphRequest batch, BatchMember member, Dictionary<string, int> statuses, GraphReply reply, Action<GraphRequest, GraphReply> answered, CancellationToken cancellationToken)
    {
        GraphRequest request;
        try
        {
            request = new GraphRequest(member.Method, member.Url, member.Header, member.Body) { Token = batch.Token, Person = batch.Person, Root = batch.Root, RequestId = tenant.Ids.Next() };
        }
        catch (GraphException refusal)
        {
            pipeline.Refuse(batch, reply, refusal);
            reply.Finish();
            return;
        }

        if (member.DependsOn.FirstOrDefault(id => statuses[id] >= 400) is not null)
        {
            pipeline.Refuse(request, reply, new GraphException(424, "FailedDependency", "A request that this one depends on failed."));
        }
        else if (request.Segments is ["$batch", ..])
        {
            pipeline.Refuse(request, reply, Refusals.Invalid("A batch cannot hold a batch."));
        }
        else if (member.Body is not null && member.Header("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            pipeline.Refuse(request, reply, new GraphException(400, "BadRequest", "Write requests (excluding DELETE) must contain the Content-Type header declaration."));
        }
        else
        {
            await pipeline.ExecuteAsync(request, reply, cancellationToken);
        }

        reply.Finish();
        answered(request, reply);
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
