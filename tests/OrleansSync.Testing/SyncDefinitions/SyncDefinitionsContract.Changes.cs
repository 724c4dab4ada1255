using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.SyncDefinitions;

/// <summary>Updates and deletes.</summary>
public abstract partial class SyncDefinitionsContract
{
    [PostgresFact]
    public async Task Update_NextRevision_ReplacesEveryField()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);
        Clock.Advance(TimeSpan.FromMicroseconds(1));
        var after = before.Change(
            new SyncDefinitionSpec("Invoices", "text", SyncDirection.Pull, new TableReference("a", "b"), new ListReference("https://c.example/d", "e")), Clock.Now());

        Assert.Equal(after, await Definitions.UpdateAsync(after, null, default));

        Assert.Equal(after, await Definitions.FindAsync(before.Id, default));
        Assert.Equal(TimeSpan.FromMicroseconds(1), after.UpdatedAt - after.CreatedAt);
        Assert.False(await Definitions.IsNameTakenAsync("ORDERS", null, default));
    }

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Update_NotTheNextRevision_EtagMismatch(long revision)
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);

        await AssertErrorAsync(SyncError.EtagMismatch, () => Definitions.UpdateAsync(before with { Revision = revision, Spec = Spec("Invoices") }, null, default));

        Assert.Equal(before, await Definitions.FindAsync(before.Id, default));
    }

    [PostgresFact]
    public async Task Update_Unknown_NotFound() =>
        await AssertErrorAsync(SyncError.NotFound, () => Definitions.UpdateAsync(New("Orders") with { Revision = 2 }, null, default));

    [PostgresFact]
    public async Task Update_ToAnothersName_NameTakenAndUnchanged()
    {
        await Definitions.CreateAsync(New("Orders"), null, default);
        var before = await Definitions.CreateAsync(New("Invoices"), null, default);

        await AssertNameTakenAsync(() => Definitions.UpdateAsync(before.Change(Spec("ORDERS"), Clock.Now()), Request(1), default));

        Assert.Equal(before, await Definitions.FindAsync(before.Id, default));
        Assert.Null(await Definitions.FindAnswerAsync(Request(1), default));
    }

    [PostgresFact]
    public async Task Update_OwnNameInAnotherCase_IsMade()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);

        await Definitions.UpdateAsync(before.Change(Spec("ORDERS"), Clock.Now()), null, default);

        Assert.Equal("ORDERS", (await Definitions.FindAsync(before.Id, default))?.Spec.Name);
    }

    [PostgresFact]
    public async Task Update_SameRevisionFromManyTasks_OneWins()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);

        var outcomes = await AtOnceAsync(16, number => Definitions.UpdateAsync(before.Change(Spec($"Name {number}"), Clock.Now()), Request(Ids.Next()), default));

        var winner = Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.Equal(winner.Definition, await Definitions.FindAsync(before.Id, default));
        Assert.All(outcomes.Where(outcome => outcome != winner), outcome => Assert.Equal(SyncError.EtagMismatch, outcome.Error));
    }

    [PostgresFact]
    public async Task Delete_CurrentRevision_FreesTheName()
    {
        var definition = await Definitions.CreateAsync(New("Orders"), null, default);

        await Definitions.DeleteAsync(definition.Id, 1, null, default);

        Assert.Null(await Definitions.FindAsync(definition.Id, default));
        await Definitions.CreateAsync(New("Orders"), null, default);
    }

    [PostgresFact]
    public async Task Delete_StaleRevision_EtagMismatchAndKept()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);
        var current = await Definitions.UpdateAsync(before.Change(Spec("Invoices"), Clock.Now()), null, default);

        await AssertErrorAsync(SyncError.EtagMismatch, () => Definitions.DeleteAsync(before.Id, before.Revision, null, default));

        Assert.Equal(current, await Definitions.FindAsync(before.Id, default));
    }

    [PostgresFact]
    public async Task Delete_Unknown_NotFound() =>
        await AssertErrorAsync(SyncError.NotFound, () => Definitions.DeleteAsync(NewId(), 1, null, default));

    [PostgresFact]
    public async Task DeleteAndUpdate_SameRevisionAtOnce_OneWins()
    {
        for (var round = 0; round < 8; round++)
        {
            var before = await Definitions.CreateAsync(New($"Round {round}"), null, default);
            var outcomes = await AtOnceAsync(2, async number =>
            {
                if (number == 1)
                {
                    return await Definitions.UpdateAsync(before.Change(Spec($"Round {round}, changed"), Clock.Now()), null, default);
                }

                await Definitions.DeleteAsync(before.Id, 1, null, default);
                return before;
            });

            var isDeleted = outcomes[0].Error is null;
            Assert.Equal(isDeleted, await Definitions.FindAsync(before.Id, default) is null);
            Assert.Equal(isDeleted ? SyncError.NotFound : SyncError.EtagMismatch, outcomes[isDeleted ? 1 : 0].Error);
        }
    }
}
