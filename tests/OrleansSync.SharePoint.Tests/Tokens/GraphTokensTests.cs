using System.Collections.Immutable;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Emulator.Faults;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Tokens;
using OrleansSync.Testing.Identity;

namespace OrleansSync.SharePoint.Tests.Tokens;

public sealed class GraphTokensTests
{
    private readonly ManualClock clock = new();
    private int asked;

    [Fact]
    public async Task Get_ManyAtOnce_AsksOnce()
    {
        using var tokens = Make();

        var got = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(null, default).AsTask()));

        Assert.Equal((1, 1), (got.Distinct().Count(), asked));
    }

    [Fact]
    public async Task Get_NearItsEnd_IsRenewedBefore()
    {
        using var tokens = Make();
        var first = await tokens.GetAsync(null, default);
        clock.Advance(TimeSpan.FromMinutes(51));
        Assert.Equal(first, await tokens.GetAsync(null, default));
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.NotEqual(first, await tokens.GetAsync(null, default));
    }

    [Fact]
    public async Task Get_LifeShorterThanTheMargin_IsStillKeptForHalfOfIt()
    {
        using var tokens = Make(life: TimeSpan.FromMinutes(4));
        await tokens.GetAsync(null, default);
        clock.Advance(TimeSpan.FromMinutes(1));
        await tokens.GetAsync(null, default);

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Get_RefusedByMany_AsksOnceMore()
    {
        using var tokens = Make();
        var refused = await tokens.GetAsync(null, default);

        var got = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(refused, default).AsTask()));

        Assert.Equal(2, asked);
        Assert.DoesNotContain(refused, got);
    }

    [Fact]
    public async Task Get_TheServiceIsDown_IsUnavailableAndLaterGood()
    {
        using var tokens = Make(fails: 1);

        var failed = await Assert.ThrowsAsync<SyncException>(async () => await tokens.GetAsync(null, default));

        Assert.Equal(SyncError.SharePointUnavailable, failed.Error);
        Assert.NotNull(failed.RetryAfter);
        Assert.NotEmpty(await tokens.GetAsync(null, default));
    }

    [Fact]
    public async Task Send_TheTokenWasTakenBack_GetsAnotherAndPasses()
    {
        await using var tenant = await EmulatedTenant.StartAsync();
        var client = tenant.Client();
        var request = new GraphRequest { Method = HttpMethod.Get, Path = "sites/root" };
        using var before = await client.SendAsync(request, default);
        tenant.Host.ExpireAccessTokens();

        using var after = await client.SendAsync(request, default);

        Assert.Equal((200, 200), (before.Status, after.Status));
    }

    [Fact]
    public async Task Send_EveryTokenIsRefused_StopsAfterTheSecond()
    {
        await using var tenant = await EmulatedTenant.StartAsync();
        tenant.Host.Faults.Add(new FaultRule { Kind = FaultKind.Status, Status = 401, Times = 10 });

        using var answer = await tenant.Client().SendAsync(new GraphRequest { Method = HttpMethod.Get, Path = "sites/root" }, default);

        Assert.Equal(401, answer.Status);
        Assert.Equal(2, tenant.Host.Faults.Read().Single().Struck);
        Assert.Equal(SyncError.SharePointSignInFailed, GraphFailure.Of(answer, "read", tenant.Clock.GetUtcNow()).Error);
    }

    [Fact]
    public async Task Get_NewestSecretNotTakenYet_TheOneBeforeIsUsed()
    {
        var good = new CountedCredential(this, TimeSpan.FromHours(1), fails: 0);
        using var tokens = new GraphTokens(_ => ValueTask.FromResult<ImmutableArray<TokenCredential>>([new RefusedCredential(), good]), "scope", TimeSpan.FromMinutes(8), clock, NullLogger<GraphTokens>.Instance);
        using var none = new GraphTokens(_ => ValueTask.FromResult<ImmutableArray<TokenCredential>>([new RefusedCredential(), new RefusedCredential()]), "scope", TimeSpan.FromMinutes(8), clock, NullLogger<GraphTokens>.Instance);

        Assert.Equal("token 1", await tokens.GetAsync(null, default));
        Assert.Equal(SyncError.SharePointSignInFailed, (await Assert.ThrowsAsync<SyncException>(() => none.GetAsync(null, default).AsTask())).Error);
    }

    private GraphTokens Make(TimeSpan? life = null, int fails = 0) =>
        new(_ => ValueTask.FromResult<ImmutableArray<TokenCredential>>([new CountedCredential(this, life ?? TimeSpan.FromHours(1), fails)]), "scope", TimeSpan.FromMinutes(8), clock, NullLogger<GraphTokens>.Instance);

    private sealed class RefusedCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new AuthenticationFailedException("invalid_client");
    }

    private sealed class CountedCredential(GraphTokensTests test, TimeSpan life, int fails) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => ++test.asked <= fails
            ? throw new AuthenticationFailedException("down", new HttpRequestException("down"))
            : ValueTask.FromResult(new AccessToken($"token {test.asked}", test.clock.GetUtcNow() + life));
    }
}
