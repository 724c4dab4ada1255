using OrleansSync.Simulation.Choices;
using OrleansSync.Simulation.World;

namespace OrleansSync.Simulation.Pump;

/// <summary>
/// One history: people add rows, two workers pump at once, things go wrong, workers crash and are started again; then
/// the world comes to rest and the promises are checked.
/// </summary>
internal static class PumpHistory
{
    private const int RowsMax = 4;
    private const int RestartsMax = 4;
    private const int RoundsMax = 8;
    private const int FaultsPerMille = 120;

    public static void Run(SimulatedWorld world, ChoiceTape tape, SeededBug bug)
    {
        var store = new Store { KeyIsUnique = bug is not (SeededBug.RepeatsCreateWithoutLooking or SeededBug.TrustsTheLookUpAlone) };
        for (var row = tape.Choose(RowsMax); row >= 0; row--)
        {
            store.Table.Add(row, 100 + row);
        }

        world.Faults.PerMille = FaultsPerMille;
        for (var start = tape.Choose(RestartsMax); start >= 0; start--)
        {
            Start(world, store, bug, $"a{start}");
            Start(world, store, bug, $"b{start}");
            world.Run();
        }

        // Quiet: nothing goes wrong any more, and one last worker finishes what is left.
        world.Faults.PerMille = 0;
        world.Note("quiet");
        Start(world, store, bug, "last");
        world.Run();
        Check(store);
    }

    private static void Start(SimulatedWorld world, Store store, SeededBug bug, string name) =>
        world.StartWorker(name).Start(() => new TrivialPump(store, world.Faults, bug).RunAsync(world.Clock, RoundsMax));

    private static void Check(Store store)
    {
        foreach (var (key, value) in store.Table)
        {
            var items = store.List.Where(item => item.Value.Key == key).ToList();
            if (items.Count != 1)
            {
                throw new SimulationException($"P2: the row {key} has {items.Count} items.");
            }

            if (items[0].Value.Value != value || store.Ledger.GetValueOrDefault(key) != items[0].Key)
            {
                throw new SimulationException($"P3: the row {key} and its item differ, or the ledger names another item.");
            }
        }
    }
}
