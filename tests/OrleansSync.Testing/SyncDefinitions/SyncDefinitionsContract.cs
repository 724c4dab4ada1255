using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Requests;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Postgres;
using Xunit;

namespace OrleansSync.Testing.SyncDefinitions;

/// <summary>What every <see cref="ISyncDefinitions"/> keeps. A derived class opens a new, empty one for each test.</summary>
public abstract partial class SyncDefinitionsContract : IAsyncLifetime
{
    // Quotes, comments and escapes of SQL, several scripts, a surrogate pair and a combining mark.
    private const string Hostile = "'; drop table orleanssync.sync_definitions; -- \" \\ $1 {0} %s Zürich Москва 東京 🦉 e\u0301";

    protected ManualClock Clock { get; } = new();

    protected SequentialIdSource Ids { get; } = new();

    protected ISyncDefinitions Definitions { get; private set; } = null!; // Set before each test.

    public async Task InitializeAsync() => Definitions = await OpenAsync();

    public virtual Task DisposeAsync() => Task.CompletedTask;

    protected abstract Task<ISyncDefinitions> OpenAsync();

    [PostgresFact]
    public async Task Find_Unknown_Null() => Assert.Null(await Definitions.FindAsync(NewId(), default));

    [PostgresFact]
    public async Task ListVersions_ChangedTwice_GivesAllOfThemTheNewestFirst()
    {
        var author = new Guid("cccccccc-0000-7000-8000-000000000001");
        var first = await Definitions.CreateAsync(New("Orders"), null, default);
        var second = await Definitions.UpdateAsync(first.Change(first.Spec with { Description = "second" }, Clock.Now(), author), null, default);
        var third = await Definitions.UpdateAsync(second.Change(second.Spec with { Schedule = new(TimeSpan.FromMinutes(5), null) }, Clock.Now()), null, default);

        Assert.Equal([third, second], (await Definitions.ListVersionsAsync(first.Id, long.MaxValue, 2, default)).AsEnumerable());
        Assert.Equal(first, Assert.Single(await Definitions.ListVersionsAsync(first.Id, 2, 10, default)));
        Assert.Equal(author, second.AuthorId);
    }

    [PostgresFact]
    public async Task ListDue_IntervalSetAndNotSuspended_IsThere()
    {
        var due = await Definitions.CreateAsync(With("due", spec => spec with { Schedule = new(TimeSpan.FromMinutes(5), null) }), null, default);
        await Definitions.CreateAsync(With("manual", spec => spec), null, default);
        await Definitions.CreateAsync(With("suspended", spec => spec with { Schedule = new(TimeSpan.FromMinutes(5), null), IsSuspended = true }), null, default);

        Assert.Equal(due.Id, Assert.Single(await Definitions.ListDueAsync(Clock.Now(), 10, default)));
    }

    [PostgresFact]
    public async Task Create_New_IsReadBackEqual()
    {
        var definition = New("Orders");

        Assert.Equal(definition, await Definitions.CreateAsync(definition, null, default));

        Assert.Equal(definition, await Definitions.FindAsync(definition.Id, default));
        Assert.NotEqual(0, definition.CreatedAt.Ticks % TimeSpan.TicksPerMillisecond);
    }

    [PostgresFact]
    public async Task Create_HostileTexts_AreReadBackEqual()
    {
        var spec = new SyncDefinitionSpec(
            Hostile, Hostile + "\r\n\t", SyncDirection.TwoWay, new TableReference("sch\"ema; --", "ta'ble"), new ListReference("https://contoso.sharepoint.com/sites/Ä'", Hostile));
        var definition = SyncDefinition.Create(NewId(), spec, Clock.Now());

        await Definitions.CreateAsync(definition, Request(1), default);

        Assert.Equal(definition, await Definitions.FindAsync(definition.Id, default));
        Assert.Equal(definition, (await Definitions.FindAnswerAsync(Request(1), default))?.Definition);
        Assert.True(await Definitions.IsNameTakenAsync(spec.NameKey, null, default));
    }

    [PostgresTheory]
    [InlineData("Orders", "oRDERS")]
    [InlineData("Äpfel", "äPFEL")]
    [InlineData("Σίσυφος", "σΊΣΥΦΟς")]
    public async Task Create_NameDiffersOnlyInCase_NameTaken(string first, string second)
    {
        await Definitions.CreateAsync(New(first), null, default);

        await AssertNameTakenAsync(() => Definitions.CreateAsync(New(second), null, default));

        Assert.Single(await Definitions.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task Create_NamesDifferInMoreThanCase_BothAreKept()
    {
        foreach (var name in new[] { "Resume", "Résumé", "Re\u0301sume\u0301", "Strasse", "Straße" })
        {
            await Definitions.CreateAsync(New(name), null, default);
        }

        Assert.Equal(5, (await Definitions.ListAsync(null, 10, default)).Length);
    }

    [PostgresFact]
    public async Task Create_SameNameFromManyTasks_OneWins()
    {
        var outcomes = await AtOnceAsync(16, _ => Definitions.CreateAsync(New("Orders"), Request(Ids.Next()), default));

        Assert.Single(outcomes, outcome => outcome.Error is null);
        Assert.All(outcomes.Where(outcome => outcome.Error is not null), outcome => Assert.Equal(SyncError.NameTaken, outcome.Error));
        Assert.Single(await Definitions.ListAsync(null, 10, default));
    }

    [PostgresFact]
    public async Task Create_Cancelled_NothingIsAdded()
    {
        var definition = New("Orders");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Definitions.CreateAsync(definition, null, new CancellationToken(canceled: true)));

        Assert.Null(await Definitions.FindAsync(definition.Id, default));
    }

    [PostgresFact]
    public async Task List_Pages_GiveEveryDefinitionOnceInOrder()
    {
        var created = new List<SyncDefinition>();
        for (var number = 0; number < 7; number++)
        {
            created.Add(await Definitions.CreateAsync(New($"Definition {number}"), null, default));
        }

        var listed = new List<SyncDefinition>();
        SyncDefinitionId? after = null;
        while (await Definitions.ListAsync(after, 3, default) is { Length: > 0 } page)
        {
            Assert.InRange(page.Length, 1, 3);
            listed.AddRange(page);
            after = page[^1].Id;
        }

        Assert.Equal(created.OrderBy(definition => definition.Id.ToString(), StringComparer.Ordinal), listed);
    }

    [PostgresFact]
    public async Task List_AfterAnIdThatIsGone_GoesOnBehindIt()
    {
        var first = await Definitions.CreateAsync(New("First"), null, default);
        var second = await Definitions.CreateAsync(New("Second"), null, default);
        await Definitions.DeleteAsync(first.Id, 1, null, default);

        Assert.Equal(second, Assert.Single(await Definitions.ListAsync(first.Id, 10, default)));
    }

    [PostgresFact]
    public async Task IsNameTaken_ByItselfByAnotherByNobody_IsTold()
    {
        var definition = await Definitions.CreateAsync(New("Orders"), null, default);

        Assert.True(await Definitions.IsNameTakenAsync("ORDERS", null, default));
        Assert.True(await Definitions.IsNameTakenAsync("ORDERS", NewId(), default));
        Assert.False(await Definitions.IsNameTakenAsync("ORDERS", definition.Id, default));
        Assert.False(await Definitions.IsNameTakenAsync("ORDERS ", null, default));
    }

    [PostgresFact]
    public async Task ListChildren_DefinitionsWithLookups_AreFoundByTheirParent()
    {
        var parent = await Definitions.CreateAsync(New("Customers"), null, default);
        var child = await Definitions.CreateAsync(
            With("Orders", spec => spec with { Mappings = [new("customer_id", "Customer", LookupDefinition: parent.Id.Value)], MatchFields = ["Customer"] }), null, default);
        await Definitions.CreateAsync(With("Others", spec => spec with { Mappings = [new("customer_id", "Customer", LookupDefinition: child.Id.Value)] }), null, default);

        Assert.Equal(child.Id, Assert.Single(await Definitions.ListChildrenAsync(parent.Id, default)));
        Assert.Equal(child, await Definitions.FindAsync(child.Id, default));
    }

    protected SyncDefinition New(string name) => SyncDefinition.Create(NewId(), Spec(name), Clock.Now());

    protected SyncDefinitionId NewId() => new(Ids.Next());

    protected static SyncDefinitionSpec Spec(string name) => new(
        name, "", SyncDirection.Push, new TableReference("public", "orders"), new ListReference("https://contoso.sharepoint.com/sites/Sales", "Orders"));

    protected static RequestKey Request(int number, byte fingerprint = 1) => Request(new Guid(number, 0, 0, new byte[8]), fingerprint);

    protected static RequestKey Request(Guid id, byte fingerprint = 1) => new(id, [.. Enumerable.Repeat(fingerprint, 16)]);

    protected static async Task AssertErrorAsync(SyncError expected, Func<Task> act) =>
        Assert.Equal(expected, (await Assert.ThrowsAsync<SyncException>(act)).Error);

    private static async Task AssertNameTakenAsync(Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<SyncException>(act);
        Assert.Equal(SyncError.NameTaken, refused.Error);
        Assert.Equal("sync_definition.name", Assert.Single(refused.Violations).Field);
    }

    /// <summary>Starts all at the same moment, each on a thread of the pool, and gathers what came of them.</summary>
    private static async Task<Outcome[]> AtOnceAsync(int count, Func<int, Task<SyncDefinition>> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(number => Task.Run(async () =>
        {
            await start.Task;
            try
            {
                return new Outcome(await act(number), null);
            }
            catch (SyncException refused)
            {
                return new Outcome(null, refused.Error);
            }
        })).ToArray();
        start.SetResult();
        return await Task.WhenAll(tasks);
    }

    private sealed record Outcome(SyncDefinition? Definition, SyncError? Error);

    private SyncDefinition With(string name, Func<SyncDefinitionSpec, SyncDefinitionSpec> change) => New(name) is var made ? made with { Spec = change(made.Spec) } : made;
}
