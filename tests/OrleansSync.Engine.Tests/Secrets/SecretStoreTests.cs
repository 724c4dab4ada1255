using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Secrets;

namespace OrleansSync.Engine.Tests.Secrets;

public sealed class SecretStoreTests
{
    private static readonly SecretOwner Owner = new("instance", new Guid("0190a5b0-0000-7000-8000-000000000001"), "password");

    private readonly ManualClock clock = new();
    private readonly InMemorySecretRows rows = new();
    private readonly List<SecretReference> forgotten = [];
    private readonly SecretStore store;

    public SecretStoreTests() => store = new SecretStore(rows, new PlainCipher(), new SequentialIdSource(), clock, sizeMax: 64, forgotten.Add);

    [Fact]
    public async Task Put_Twice_GivesBothNewestFirst()
    {
        await store.PutAsync(Owner, new SecretValue("old"), null, default);
        await store.PutAsync(Owner, new SecretValue("new"), null, default);

        Assert.Equal(["new", "old"], await ReadAsync());
    }

    [Fact]
    public async Task Remove_TheOlder_EndsTheRotation()
    {
        var older = await store.PutAsync(Owner, new SecretValue("old"), null, default);
        var newer = await store.PutAsync(Owner, new SecretValue("new"), null, default);

        await store.RemoveAsync(Owner, older.Id, default);

        Assert.Equal(["new"], await ReadAsync());
        Assert.Equal(newer, Assert.Single(await store.ListVersionsAsync(Owner, default)));
    }

    [Fact]
    public async Task Put_AndRemove_AreForgotten()
    {
        var version = await store.PutAsync(Owner, new SecretValue("one"), null, default);
        await store.RemoveAsync(Owner, version.Id, default);

        Assert.Equal([new SecretReference.Stored(Owner), new SecretReference.Stored(Owner)], forgotten);
    }

    [Fact]
    public async Task Put_AnswerLost_IsForgottenToo()
    {
        rows.After = (_, _) => throw new SyncException(SyncError.MetastoreUnavailable, "lost");

        await Assert.ThrowsAsync<SyncException>(() => store.PutAsync(Owner, new SecretValue("one"), null, default));

        Assert.Single(forgotten);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task Put_EmptyOrTooLong_IsRefused(int length) =>
        Assert.Equal(SyncError.InvalidArgument, (await Assert.ThrowsAsync<SyncException>(() => store.PutAsync(Owner, new SecretValue(new string('x', length)), null, default))).Error);

    [Fact]
    public async Task Read_NothingStored_IsRefusedWithItsOwner()
    {
        var refused = await Assert.ThrowsAsync<SyncException>(ReadAsync);

        Assert.Equal(SyncError.SecretRefused, refused.Error);
        Assert.Contains(Owner.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RowCopiedToAnotherOwner_IsRefused()
    {
        await store.PutAsync(Owner, new SecretValue("one"), null, default);
        var other = Owner with { Name = "token" };
        await rows.AddAsync(other, (await rows.ListAsync(Owner, default))[0], 2, default);

        await Assert.ThrowsAsync<SyncException>(() => store.ReadAsync(new SecretReference.Stored(other), default));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(0, 0)]
    [InlineData(-30, -2)]
    public void DaysLeft_HoursFromNow_CountsWholeDays(int hours, int days) =>
        Assert.Equal(days, new ExpiringSecret(Owner, clock.GetUtcNow().AddHours(hours)).DaysLeft(clock.GetUtcNow()));

    private async Task<IEnumerable<string>> ReadAsync() => (await store.ReadAsync(new SecretReference.Stored(Owner), default)).Select(value => value.Reveal());
}
