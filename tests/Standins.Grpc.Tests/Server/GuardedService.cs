using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Standins.Tests.Probe;

namespace Standins.Tests.Server;

[Authorize]
internal sealed class GuardedService : Guarded.GuardedBase
{
    public override Task<Payload> Enter(Payload request, ServerCallContext context) => Task.FromResult(new Payload { Text = context.GetHttpContext().User.Identity?.Name ?? "" });

    [Authorize("admin")]
    public override Task<Payload> EnterAsAdmin(Payload request, ServerCallContext context) => Task.FromResult(request);

    [AllowAnonymous]
    public override Task<Payload> Knock(Payload request, ServerCallContext context) => Task.FromResult(request);
}
