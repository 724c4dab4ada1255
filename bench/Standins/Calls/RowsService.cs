using Grpc.Core;
using OrleansSync.Bench.Standins.Wire;

namespace OrleansSync.Bench.Standins.Calls;

internal sealed class RowsService : Rows.RowsBase
{
    public override Task<ApplyResponse> Apply(ApplyRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplyResponse { Outcomes = { request.Rows.Select(row => new Outcome { Key = row.Key, Status = 1 }) } });
}
