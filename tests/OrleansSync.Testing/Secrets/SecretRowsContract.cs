using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Secrets;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.Secrets;

/// <summary>What every <see cref="ISecretRows"/> keeps. A derived class opens a new, empty one for each test.</summary>
public abstract class SecretRowsContract : IAsyncLifetime
{
    protected ManualClock Clock { get; } = new();

    protected SequentialIdSource Ids { get; } = new();

    protected ISecretRows Rows { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Rows = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<ISecretRows> OpenAsync();

    [PostgresFact]
    public async Task Add_ThreeVersions_KeepsTheTwoNewestNewestFirst()
    {
        var owner = Owner("password");
        var added = new[] { New(1), New(2), New(3) };
        foreach (var secret in added)
        {
            await Rows.AddAsync(owner, secret, 2, default);
        }

        var kept = await Rows.ListAsync(owner, default);

        Assert.Equal([added[2].Version, added[1].Version], kept.Select(secret => secret.Version));
        Assert.Equal(added[2].Encrypted, kept[0].Encrypted);
    }

    [PostgresFact]
    public async Task Add_SameVersionAgain_IsThereOnce()
    {
        var (owner, secret) = (Owner("password"), New(1));
        await Rows.AddAsync(owner, secret, 2, default);
        await Rows.AddAsync(owner, secret, 2, default);

        Assert.Equal(secret.Version, Assert.Single(await Rows.ListAsync(owner, default)).Version);
    }

    [PostgresFact]
    public async Task Add_FromManyTasks_LeavesTwo()
    {
        var owner = Owner("password");
        var secrets = Enumerable.Range(0, 8).Select(number => New((byte)number)).ToArray();
        await Task.WhenAll(secrets.Select(secret => Task.Run(() => Rows.AddAsync(owner, secret, 2, default))));

        Assert.Equal(2, (await Rows.ListAsync(owner, default)).Length);
    }

    [PostgresFact]
    public async Task Remove_OneVersion_LeavesTheOtherAndOtherOwners()
    {
        var (owner, other) = (Owner("password"), Owner("token"));
        var (older, newer) = (New(1), New(2));
        await Rows.AddAsync(owner, older, 2, default);
        await Rows.AddAsync(owner, newer, 2, default);
        await Rows.AddAsync(other, older, 2, default);

        await Rows.RemoveAsync(owner, older.Version.Id, default);
        await Rows.RemoveAsync(owner, older.Version.Id, default);

        Assert.Equal(newer.Version, Assert.Single(await Rows.ListAsync(owner, default)).Version);
        Assert.Single(await Rows.ListAsync(other, default));
    }

    [PostgresFact]
    public async Task Retire_OneOfTwo_LeavesTheOtherAndNeverNone()
    {
        var owner = Owner("password");
        var (older, newer) = (New(1), New(2));
        await Rows.AddAsync(owner, older, 2, default);
        await Rows.AddAsync(owner, newer, 2, default);

        Assert.False(await Rows.RetireAsync(owner, Ids.Next(), default));
        var retired = await Task.WhenAll(Rows.RetireAsync(owner, older.Version.Id, default), Rows.RetireAsync(owner, newer.Version.Id, default));

        Assert.Single(retired, one => one);
        var left = Assert.Single(await Rows.ListAsync(owner, default));
        Assert.False(await Rows.RetireAsync(owner, left.Version.Id, default));
        Assert.Single(await Rows.ListAsync(owner, default));
    }

    [PostgresFact]
    public async Task ListVersions_SeveralOwners_GivesEachItsOwnNewestFirst()
    {
        var (one, other, none) = (Owner("password"), Owner("password"), Owner("password"));
        var (older, newer, single) = (New(1), New(2, Clock.Now().AddDays(1)), New(3));
        await Rows.AddAsync(one, older, 2, default);
        await Rows.AddAsync(one, newer, 2, default);
        await Rows.AddAsync(other, single, 2, default);
        await Rows.AddAsync(other with { Name = "token" }, New(4), 2, default);

        var found = await Rows.ListVersionsAsync(one.Kind, "password", [one.Id, other.Id, none.Id], default);

        Assert.Equal([newer.Version, older.Version], found[one.Id].AsEnumerable());
        Assert.Equal([single.Version], found[other.Id].AsEnumerable());
        Assert.Equal(2, found.Count);
    }

    [PostgresFact]
    public async Task RemoveAll_AResource_LeavesOthers()
    {
        var (owner, other) = (Owner("password"), Owner("password"));
        await Rows.AddAsync(owner, New(1), 2, default);
        await Rows.AddAsync(owner with { Name = "token" }, New(2), 2, default);
        await Rows.AddAsync(other, New(3), 2, default);

        await Rows.RemoveAllAsync(owner.Kind, owner.Id, default);

        Assert.Empty(await Rows.ListAsync(owner, default));
        Assert.Empty(await Rows.ListAsync(owner with { Name = "token" }, default));
        Assert.Single(await Rows.ListAsync(other, default));
    }

    [PostgresFact]
    public async Task ListExpiring_OlderVersionEndsAndNewerDoesNot_IsNotListed()
    {
        var now = Clock.Now();
        var (rotated, urgent, late) = (Owner("rotated"), Owner("urgent"), Owner("late"));
        await Rows.AddAsync(rotated, New(1, now.AddDays(1)), 2, default);
        await Rows.AddAsync(rotated, New(2), 2, default);
        await Rows.AddAsync(late, New(3, now.AddDays(5)), 2, default);
        await Rows.AddAsync(urgent, New(4, now.AddDays(-1)), 2, default);
        await Rows.AddAsync(Owner("beyond"), New(5, now.AddDays(20)), 2, default);

        Assert.Equal([new ExpiringSecret(urgent, now.AddDays(-1)), new ExpiringSecret(late, now.AddDays(5))], (await Rows.ListExpiringAsync(now.AddDays(14), 10, default)).AsEnumerable());
        Assert.Equal([urgent], (await Rows.ListExpiringAsync(now.AddDays(14), 1, default)).Select(secret => secret.Owner));
    }

    private SecretOwner Owner(string name) => new("instance", Ids.Next(), name);

    private StoredSecret New(byte content, DateTimeOffset? expiresAt = null) => new(new SecretVersion(Ids.Next(), Clock.Now(), expiresAt), [content, 0, 255]);
}
