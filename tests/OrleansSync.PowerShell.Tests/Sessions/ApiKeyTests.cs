using OrleansSync.PowerShell.ApiKeys;
using OrleansSync.PowerShell.Applications;
using OrleansSync.PowerShell.Sessions;
using OrleansSync.PowerShell.Tests.Running;
using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Sessions;

[Collection(LiveTests.Name)]
public sealed class ApiKeyTests(LiveWorld world)
{
    [PostgresFact]
    public async Task New_ViewerKey_ReadsAndMayNotChange()
    {
        var key = Cmdlets.Run<NewOSyncApiKeyCommand>(world.Session, new { Name = "viewer", Role = "Viewer" }).Single<OSyncNewApiKey>();
        using var session = await world.Opener.OpenAsync(new SessionRequest { Address = $"{world.Address}", Key = key.Key }, CancellationToken.None);

        Assert.Equal(OSyncRole.Viewer, session.Role);
        Cmdlets.Run<GetOSyncApplicationCommand>(session, new { Name = new[] { "Shop" } }).Single<OSyncApplication>();
        var error = Assert.Single(Cmdlets.Run<NewOSyncApplicationCommand>(session, new { Name = "x" }).Errors);
        Assert.Equal(System.Management.Automation.ErrorCategory.PermissionDenied, error.Category);
        Assert.DoesNotContain(key.Key, key.ToString(), StringComparison.Ordinal);

        Cmdlets.Run<RevokeOSyncApiKeyCommand>(world.Session, null, key);
        Assert.NotNull(Cmdlets.Run<GetOSyncApplicationCommand>(session).Terminated);
        Assert.NotNull(Cmdlets.Run<GetOSyncApiKeyCommand>(world.Session, new { Name = new[] { "viewer" } }).Single<OSyncApiKey>().RevokeTime);
    }

    [PostgresFact]
    public void Revoke_LastAdminKey_IsRefused()
    {
        var current = Cmdlets.Run<GetOSyncApiKeyCommand>(world.Session, new { Current = true }).Single<OSyncApiKey>();
        Assert.Equal("LastAdminKey", Assert.Single(Cmdlets.Run<RevokeOSyncApiKeyCommand>(world.Session, null, current).Errors).Id);
    }
}
