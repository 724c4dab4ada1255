using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Simulation.Choices;
using OrleansSync.Simulation.World;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Rows;

namespace OrleansSync.Simulation.Push;

/// <summary>
/// One history of a one-way push: people change the table, and perhaps the lists, while two workers at once push with the real pump, things go
/// wrong, workers crash and are started again; then the world comes to rest and the promises are checked.
/// </summary>
internal static class PushHistory
{
    private const int KeysMax = 4;
    private const int ActsMax = 7;
    private const int StartsMax = 3;
    private const int RestsMax = 4;
    private const int FaultsPerMille = 60;

    public static void Run(SimulatedWorld world, ChoiceTape tape, PushBug bug)
    {
        var push = new PushWorld(world, tape, bug);
        push.Table.IgnoresHorizon = bug == PushBug.ReadsPastTheHorizon;
        var keys = 1 + tape.Choose(KeysMax);
        for (var id = 1; id <= keys; id++)
        {
            push.Put(id);
            if (push.AdoptsItems)
            {
                push.AddItems(id);
            }
        }

        push.EditsItems = tape.Choose(3) == 2;
        world.Faults.PerMille = FaultsPerMille;
        for (var start = tape.Choose(StartsMax); start >= 0; start--)
        {
            Start(world, "people", () => LiveAsync(world, tape, push, keys));
            Start(world, $"a{start}", push.WorkAsync);
            Start(world, $"b{start}", push.WorkAsync);
            world.Run();
        }

        world.Faults.PerMille = 0;
        world.Note("quiet");
        push.CommitAll();
        if (push.EditsItems)
        {
            // A one-way push keeps what people write into items until their rows change: so they all do.
            foreach (var key in push.Table.Rows.Keys.ToList())
            {
                push.Put((int)key.Parts[0].Number);
            }
        }

        for (var rest = 0; rest < RestsMax; rest++)
        {
            // Long enough for every row set aside to be due again.
            Start(world, "last", async () =>
            {
                await Task.Delay(TimeSpan.FromHours(7), world.Clock);
                await push.WorkAsync();
            });
            world.Run();
        }

        Check(push);
        var written = push.Lists.EngineWrites;
        Start(world, "idle", push.WorkAsync);
        world.Run();
        Require(push.Lists.EngineWrites == written, "P4: a push with nothing to do wrote an item");
    }

    private static void Start(SimulatedWorld world, string name, Func<Task> work) => world.StartWorker(name).Start(work);

    private static async Task LiveAsync(SimulatedWorld world, ChoiceTape tape, PushWorld push, int keys)
    {
        for (var act = tape.Choose(ActsMax); act > 0; act--)
        {
            await Task.Delay(TimeSpan.FromSeconds(tape.Choose(20)), world.Clock);
            if (push.EditsItems && tape.Choose(3) == 0)
            {
                push.ChangeList();
            }
            else
            {
                push.ChangeTable(keys);
            }
        }
    }

    private static void Check(PushWorld push)
    {
        Require(push.Broken.Count == 0, push.Broken.FirstOrDefault() ?? "");
        Require(push.Ledger.Commits.All(commit => commit.Counters.Balances), "P10: a commit does not balance");
        var items = push.Lists.Items.Where(item => item.SyncKey is not null).ToLookup(item => item.SyncKey!.Value);
        foreach (var (key, row) in push.Table.Rows)
        {
            if (push.AdoptsItems && push.IsAmbiguous(key))
            {
                Require(!items[SyncKey.Of(TestRows.Definition.Id, key)].Any(), "P2: a row that nobody decided has an item");
                continue;
            }

            CheckRow(SyncKey.Of(TestRows.Definition.Id, key), row, items);
            Require(!push.AdoptsItems || push.WasDeleted(key) || push.CountItemsOf(key) == 1, "P2: an item was made beside one that was the row's already");
        }

        foreach (var orphan in items.Where(group => push.Table.Rows.Keys.All(key => SyncKey.Of(TestRows.Definition.Id, key) != group.Key)))
        {
            Require(orphan.Count() == 1, "P2: a deleted row has several items");
            Require(push.Rules.PushDeletes != DeletePolicy.Propagate, "P3: the item of a row whose delete was observed is still there");
            Require(push.EditsItems || push.Rules.PushDeletes != DeletePolicy.Mark || orphan.Single().IsMarked, "P3: the item of a deleted row is not marked");
        }
    }

    private static void CheckRow(SyncKey key, Row row, ILookup<SyncKey, InMemoryItem> items)
    {
        var own = items[key].ToList();
        Require(own.Count != 0, "P1: a row has no item");
        Require(own.Count == 1, $"P2: a row has {own.Count} items");
        Require(own[0].Address.List == PushWorld.ListOf(row), "P7: a row's item is not in the list that the routing names");
        Require(!own[0].IsMarked, "P3: the item of a living row is marked as deleted");
        Require(own[0].Fields.Differences(TestRows.Columns.Push, row).IsEmpty, "P3: a row and its item differ");
    }

    private static void Require(bool holds, string promise)
    {
        if (!holds)
        {
            throw new SimulationException($"{promise}.");
        }
    }
}
