using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>Runs the members of a batch, each metered and answered on its own (9).</summary>
internal sealed class BatchExecution(TenantState tenant, GraphPipeline pipeline)
{
    /// <summary>Bytes that the answer to a member usually takes.</summary>
    private const int AnswerSize = 2048;

    /// <summary>Answers a batch.</summary>
    /// <param name="answered">Told each member and its answer.</param>
    public async ValueTask ExecuteAsync(GraphRequest batch, GraphReply reply, Action<GraphRequest, GraphReply> answered, CancellationToken cancellationToken)
    {
        reply.Kind = OperationKind.Batch;
        var members = BatchMember.Read(batch.RequireBody());
        reply.Expect(members.Count * AnswerSize);
        reply.Json.WriteStartObject();
        reply.Json.WriteStartArray("responses"u8);
        using var run = new BatchRun(tenant, pipeline, batch, reply, answered);
        while (members.Count > 0)
        {
            // Those whose parents are done; the rest waits for the next round.
            var ready = members.FindAll(member => member.Parents.All(parent => parent.Status != 0));
            if (ready.Count == 0)
            {
                throw BatchMember.Malformed("The dependencies of the batch form a circle.");
            }

            await run.ExecuteAsync(ready, cancellationToken);
            members = ready.Count == members.Count ? [] : members.FindAll(member => member.Status == 0);
        }

        reply.Json.WriteEndArray();
        reply.Json.WriteEndObject();
        reply.Finish();
    }
}
