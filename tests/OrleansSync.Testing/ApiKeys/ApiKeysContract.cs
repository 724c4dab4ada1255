using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.ApiKeys;

/// <summary>What every <see cref="IApiKeys"/> keeps. A derived class opens a new, empty one for each test.</summary>
public abstract class ApiKeysContract : IAsyncLifetime
{
    protected ManualClock Clock { get; } = new();

    protected SequentialIdSource Ids { get; } = new();

    protected IApiKeys Keys { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Keys = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<IApiKeys> OpenAsync();

    [PostgresFact]
    public async Task Find_Unknown_Null() => Assert.Null(await Keys.FindAsync(Ids.Next(), default));

    [PostgresTheory]
    [InlineData("build server", ApiKeyRole.Viewer)]
    [InlineData("'; drop table orleanssync.api_keys; -- 🔑", ApiKeyRole.Operator)]
    [InlineData("Schlüssel", ApiKeyRole.Admin)]
    public async Task Create_New_IsReadBackEqual(string name, ApiKeyRole role)
    {
        var record = New(name, role);

        await Keys.CreateAsync(record, default);

        AssertEqual(record, await Keys.FindAsync(record.Key.Id, default));
        Assert.Equal(record.Key, Assert.Single(await Keys.ListAsync(null, 10, default)));
    }

    [PostgresFact]
    public async Task Create_NameDiffersOnlyInCase_NameTaken()
    {
        await Keys.CreateAsync(New("Build"), default);

        var refused = await Assert.ThrowsAsync<SyncException>(() => Keys.CreateAsync(New("bUILD"), default));

        Assert.Equal(SyncError.NameTaken, refused.Error);
        Assert.Equal("api_key.name", Assert.Single(refused.Violations).Field);
        Assert.Single(await Keys.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task Create_NameOfARevokedKey_IsMade()
    {
        var first = New("Build");
        await Keys.CreateAsync(first, default);
        await Keys.RevokeAsync(first.Key.Id, Clock.Now(), default);
        var second = New("Build");

        await Keys.CreateAsync(second, default);

        Assert.Equal([first.Key.Id, second.Key.Id], (await Keys.ListAsync(null, 10, default)).Select(key => key.Id));
    }

    [PostgresFact]
    public async Task Create_SameNameFromManyTasks_OneWins()
    {
        var errors = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => ErrorOfAsync(Keys.CreateAsync(New("Build"), default)))));

        Assert.Single(errors, error => error is null);
        Assert.Equal(15, errors.Count(error => error == SyncError.NameTaken));
    }

    [PostgresFact]
    public async Task Create_Cancelled_NothingIsAdded()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Keys.CreateAsync(New("Build"), new CancellationToken(canceled: true)));

        Assert.Empty(await Keys.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task List_Pages_GiveEveryKeyOnceInOrder()
    {
        var created = Enumerable.Range(0, 5).Select(number => New($"Key {number}")).ToArray();
        foreach (var record in created.Reverse())
        {
            await Keys.CreateAsync(record, default);
        }

        var first = await Keys.ListAsync(null, 3, default);
        var second = await Keys.ListAsync(first[^1].Id, 3, default);

        Assert.Equal(created.Select(record => record.Key), first.Concat(second));
        Assert.Empty(await Keys.ListAsync(second[^1].Id, 3, default));
    }

    [PostgresFact]
    public async Task Revoke_Valid_SetsTheTimeOnce()
    {
        var record = New("Build");
        await Keys.CreateAsync(record, default);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var now = Clock.Now();

        var revoked = await Keys.RevokeAsync(record.Key.Id, now, default);
        var again = await Keys.RevokeAsync(record.Key.Id, now + TimeSpan.FromMinutes(1), default);

        Assert.Equal(record.Key with { RevokedAt = now }, revoked);
        Assert.Equal(revoked, again);
        AssertEqual(record with { Key = revoked }, await Keys.FindAsync(record.Key.Id, default));
    }

    [PostgresFact]
    public async Task Revoke_Unknown_NotFound() =>
        Assert.Equal(SyncError.NotFound, await ErrorOfAsync(Keys.RevokeAsync(Ids.Next(), Clock.Now(), default)));

    [PostgresFact]
    public async Task Revoke_LastAdmin_IsRefused()
    {
        var revoked = New("Former", ApiKeyRole.Admin);
        var last = New("Last", ApiKeyRole.Admin);
        foreach (var record in new[] { revoked, last, New("Operator", ApiKeyRole.Operator) })
        {
            await Keys.CreateAsync(record, default);
        }

        await Keys.RevokeAsync(revoked.Key.Id, Clock.Now(), default);

        Assert.Equal(SyncError.LastAdminKey, await ErrorOfAsync(Keys.RevokeAsync(last.Key.Id, Clock.Now(), default)));

        AssertEqual(last, await Keys.FindAsync(last.Key.Id, default));
    }

    [PostgresFact]
    public async Task Revoke_AllAdminsAtOnce_OneStays()
    {
        for (var round = 0; round < 4; round++)
        {
            var admins = Enumerable.Range(0, 6).Select(number => New($"Admin {round}.{number}", ApiKeyRole.Admin)).ToArray();
            foreach (var record in admins)
            {
                await Keys.CreateAsync(record, default);
            }

            var valid = (await Keys.ListAsync(null, 100, default)).Where(key => key.RevokedAt is null).ToArray();
            var errors = await Task.WhenAll(valid.Select(key => Task.Run(() => ErrorOfAsync(Keys.RevokeAsync(key.Id, Clock.Now(), default)))));

            Assert.Equal([SyncError.LastAdminKey], errors.OfType<SyncError>());
            Assert.Single(await Keys.ListAsync(null, 100, default), key => key.RevokedAt is null);
        }
    }

    [PostgresFact]
    public async Task CreateFirst_NoKey_IsMadeAfterTheCallersWork()
    {
        var record = New("first admin key", ApiKeyRole.Admin);
        var calls = 0;

        Assert.True(await Keys.CreateFirstAsync(record, _ => Task.FromResult(++calls), default));

        Assert.Equal(1, calls);
        AssertEqual(record, await Keys.FindAsync(record.Key.Id, default));
    }

    [PostgresFact]
    public async Task CreateFirst_AnyKey_DoesNothing()
    {
        await Keys.CreateAsync(New("Build"), default);
        var calls = 0;

        Assert.False(await Keys.CreateFirstAsync(New("first admin key", ApiKeyRole.Admin), _ => Task.FromResult(++calls), default));

        Assert.Equal(0, calls);
        Assert.Single(await Keys.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task CreateFirst_CallersWorkFails_NothingIsAdded()
    {
        var record = New("first admin key", ApiKeyRole.Admin);

        await Assert.ThrowsAsync<IOException>(() => Keys.CreateFirstAsync(record, _ => throw new IOException("The disk is full."), default));

        Assert.Empty(await Keys.ListAsync(null, 10, default));
        Assert.True(await Keys.CreateFirstAsync(record, _ => Task.CompletedTask, default));
    }

    [PostgresFact]
    public async Task CreateFirst_FromManyServersAtOnce_OneWorksAndOneIsMade()
    {
        var working = 0;
        var most = 0;
        var calls = 0;

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Keys.CreateFirstAsync(
            New($"Key {number}", ApiKeyRole.Admin),
            async stop =>
            {
                most = Math.Max(most, Interlocked.Increment(ref working));
                Interlocked.Increment(ref calls);
                await Task.Yield();
                Interlocked.Decrement(ref working);
            },
            default))));

        Assert.Single(made, isMade => isMade);
        Assert.Equal((1, 1), (calls, most));
        Assert.Single(await Keys.ListAsync(null, 10, default));
    }

    protected ApiKeyRecord New(string name, ApiKeyRole role = ApiKeyRole.Viewer)
    {
        var id = Ids.Next();
        return new ApiKeyRecord(new ApiKey(id, name, role, Clock.Now(), RevokedAt: null), [.. id.ToByteArray(), .. new byte[16]]);
    }

    private static async Task<SyncError?> ErrorOfAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (SyncException refused)
        {
            return refused.Error;
        }
    }

    // Immutable arrays are equal only when they are the same.
    private static void AssertEqual(ApiKeyRecord expected, ApiKeyRecord? actual)
    {
        Assert.Equal(expected.Key, actual?.Key);
        Assert.Equal(expected.SecretHash.AsEnumerable(), actual?.SecretHash.AsEnumerable());
    }
}
