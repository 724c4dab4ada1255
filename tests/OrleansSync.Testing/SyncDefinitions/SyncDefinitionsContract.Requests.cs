using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.SyncDefinitions;

/// <summary>Requests that are made more than once.</summary>
public abstract partial class SyncDefinitionsContract
{
    [PostgresFact]
    public async Task FindAnswer_UnknownRequest_Null() => Assert.Null(await Definitions.FindAnswerAsync(Request(1), default));

    [PostgresFact]
    public async Task Create_RequestRepeated_FirstAnswer()
    {
        var first = await Definitions.CreateAsync(New("Orders"), Request(1), default);
        await Definitions.UpdateAsync(first.Change(Spec("Invoices"), Clock.Now()), null, default);

        // The caller does not know that there was a first time, so the id it draws is another one.
        Assert.Equal(first, await Definitions.CreateAsync(New("Orders"), Request(1), default));

        Assert.Single(await Definitions.ListAsync(null, 10, default));
        Assert.Equal(first, (await Definitions.FindAnswerAsync(Request(1), default))?.Definition);
    }

    [PostgresFact]
    public async Task Create_SameRequestFromManyTasks_OneRowAndEqualAnswers()
    {
        for (var round = 0; round < 4; round++)
        {
            var request = Request(Ids.Next());

            var outcomes = await AtOnceAsync(16, _ => Definitions.CreateAsync(New($"Round {round}"), request, default));

            var rows = await Definitions.ListAsync(null, 10, default);
            Assert.Equal(round + 1, rows.Length);
            var row = Assert.Single(rows, row => row.Spec.Name == $"Round {round}");
            Assert.All(outcomes, outcome => Assert.Equal(new Outcome(row, null), outcome));
        }
    }

    [PostgresFact]
    public async Task Update_SameRequestFromManyTasks_OneRevisionAndEqualAnswers()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);
        var after = before.Change(Spec("Invoices"), Clock.Now());

        var outcomes = await AtOnceAsync(16, _ => Definitions.UpdateAsync(after, Request(1), default));

        Assert.All(outcomes, outcome => Assert.Equal(new Outcome(after, null), outcome));
        Assert.Equal(after, await Definitions.FindAsync(before.Id, default));
    }

    [PostgresFact]
    public async Task Answer_RequestRepeatedAfterAnotherChange_FirstAnswer()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);

        Assert.Equal(before, await Definitions.AnswerAsync(before, Request(1), default));
        var after = await Definitions.UpdateAsync(before.Change(Spec("Invoices"), Clock.Now()), null, default);

        Assert.Equal(before, await Definitions.AnswerAsync(after, Request(1), default));
        Assert.Equal(before, (await Definitions.FindAnswerAsync(Request(1), default))?.Definition);
        Assert.Equal(after, await Definitions.FindAsync(before.Id, default));
    }

    [PostgresFact]
    public async Task Answer_AnotherRevisionOrNoRow_IsRefusedAndKeepsNoAnswer()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);
        await Definitions.UpdateAsync(before.Change(Spec("Invoices"), Clock.Now()), null, default);

        var stale = await Assert.ThrowsAsync<SyncException>(() => Definitions.AnswerAsync(before, Request(1), default));
        var missing = await Assert.ThrowsAsync<SyncException>(() => Definitions.AnswerAsync(New("Missing"), Request(2), default));

        Assert.Equal((SyncError.EtagMismatch, SyncError.NotFound), (stale.Error, missing.Error));
        Assert.Null(await Definitions.FindAnswerAsync(Request(1), default));
        Assert.Null(await Definitions.FindAnswerAsync(Request(2), default));
    }

    [PostgresFact]
    public async Task Update_RequestRepeatedAfterAnotherChange_FirstAnswer()
    {
        var before = await Definitions.CreateAsync(New("Orders"), null, default);
        var first = await Definitions.UpdateAsync(before.Change(Spec("Second"), Clock.Now()), Request(1), default);
        var latest = await Definitions.UpdateAsync(first.Change(Spec("Third"), Clock.Now()), null, default);

        Assert.Equal(first, await Definitions.UpdateAsync(first, Request(1), default));

        Assert.Equal(latest, await Definitions.FindAsync(before.Id, default));
    }

    [PostgresFact]
    public async Task Delete_RequestRepeated_DoesNothing()
    {
        var definition = await Definitions.CreateAsync(New("Orders"), null, default);
        await Definitions.DeleteAsync(definition.Id, 1, Request(1), default);
        await Definitions.CreateAsync(definition, null, default);

        await Definitions.DeleteAsync(definition.Id, 1, Request(1), default);

        Assert.Equal(definition, await Definitions.FindAsync(definition.Id, default));
        Assert.Equal(new SyncDefinitionAnswer(null), await Definitions.FindAnswerAsync(Request(1), default));
    }

    [PostgresFact]
    public async Task Change_RequestIdOfAnotherRequest_IsRefusedAndNothingChanges()
    {
        var definition = await Definitions.CreateAsync(New("Orders"), Request(1, fingerprint: 1), default);
        var other = Request(1, fingerprint: 2);

        await AssertErrorAsync(SyncError.RequestIdReused, () => Definitions.CreateAsync(New("Invoices"), other, default));
        await AssertErrorAsync(SyncError.RequestIdReused, () => Definitions.UpdateAsync(definition.Change(Spec("Invoices"), Clock.Now()), other, default));
        await AssertErrorAsync(SyncError.RequestIdReused, () => Definitions.DeleteAsync(definition.Id, 1, other, default));
        await AssertErrorAsync(SyncError.RequestIdReused, () => Definitions.FindAnswerAsync(other, default));

        Assert.Equal(definition, Assert.Single(await Definitions.ListAsync(null, 10, default)));
    }

    [PostgresFact]
    public async Task Create_RequestWasRefusedBefore_IsMadeNow()
    {
        var obstacle = await Definitions.CreateAsync(New("Orders"), null, default);
        await AssertErrorAsync(SyncError.NameTaken, () => Definitions.CreateAsync(New("Orders"), Request(1), default));
        Assert.Null(await Definitions.FindAnswerAsync(Request(1), default));
        await Definitions.DeleteAsync(obstacle.Id, 1, null, default);

        var created = await Definitions.CreateAsync(New("Orders"), Request(1), default);

        Assert.Equal(created, Assert.Single(await Definitions.ListAsync(null, 10, default)));
    }

    [PostgresFact]
    public async Task Create_RequestRepeatedAtTheEndOfTheRetention_FirstAnswer()
    {
        var first = await Definitions.CreateAsync(New("Orders"), Request(1), default);
        Clock.Advance(RequestKey.Retention);

        Assert.Equal(first, await Definitions.CreateAsync(New("Invoices"), Request(1), default));
    }

    [PostgresFact]
    public async Task Create_RequestRepeatedAfterTheRetention_IsANewRequest()
    {
        await Definitions.CreateAsync(New("Orders"), Request(1, fingerprint: 1), default);
        Clock.Advance(RequestKey.Retention + TimeSpan.FromMicroseconds(1));
        Assert.Null(await Definitions.FindAnswerAsync(Request(1, fingerprint: 1), default));

        var second = await Definitions.CreateAsync(New("Invoices"), Request(1, fingerprint: 2), default);

        Assert.Equal(second, (await Definitions.FindAnswerAsync(Request(1, fingerprint: 2), default))?.Definition);
        Assert.Equal(2, (await Definitions.ListAsync(null, 10, default)).Length);
    }

    [PostgresFact]
    public async Task Create_ManyRequestsOverAnExpiredOne_AllAreMade()
    {
        var requests = Enumerable.Range(1, 16).Select(number => Request(number)).ToArray();
        for (var number = 0; number < requests.Length; number++)
        {
            await Definitions.CreateAsync(New($"Old {number}"), requests[number], default);
        }

        Clock.Advance(RequestKey.Retention * 2);

        // Each takes over one expired row and clears away some of the others': nobody may wait for nobody.
        var outcomes = await AtOnceAsync(requests.Length, number => Definitions.CreateAsync(New($"New {number}"), requests[number], default));

        Assert.All(outcomes, outcome => Assert.Null(outcome.Error));
        Assert.Equal(32, (await Definitions.ListAsync(null, 100, default)).Length);
    }
}
