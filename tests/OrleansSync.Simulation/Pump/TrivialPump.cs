using OrleansSync.Simulation.World;

namespace OrleansSync.Simulation.Pump;

/// <summary>The smallest pump that creates exactly once: reserve, create, settle by look-up, record. It proves the simulator.</summary>
internal sealed class TrivialPump(Store store, Faults faults, SeededBug bug)
{
    private const int ItemToBe = -1;

    /// <summary>Goes over the table until every row has its item, or <paramref name="roundsMax"/> times.</summary>
    public async Task RunAsync(TimeProvider clock, int roundsMax)
    {
        for (var round = 0; round < roundsMax; round++)
        {
            var failed = 0;
            foreach (var key in await ReadKeysAsync())
            {
                try
                {
                    await PushAsync(key);
                }
                catch (PortFailedException)
                {
                    failed++;
                }
            }

            if (failed == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(30), clock);
        }
    }

    private async Task<List<int>> ReadKeysAsync()
    {
        while (true)
        {
            try
            {
                return await faults.CallAsync("table.read", () => store.Table.Keys.ToList());
            }
            catch (PortFailedException)
            {
                // Reading changes nothing, so it is simply repeated.
            }
        }
    }

    private async Task PushAsync(int key)
    {
        var (known, item) = await faults.CallAsync("ledger.find", () => (store.Ledger.TryGetValue(key, out var found), found));
        if (item is not null)
        {
            return;
        }

        if (bug == SeededBug.RecordsBeforeCreating)
        {
            await faults.CallAsync("ledger.record", () => store.Ledger[key] = ItemToBe);
        }
        else if (!known)
        {
            await faults.CallAsync("ledger.reserve", () => store.Ledger.TryAdd(key, null));
        }

        var created = await SettleAsync(key) ?? await CreateAsync(key);
        await faults.CallAsync("ledger.record", () => store.Ledger[key] = created);
    }

    private async Task<int?> SettleAsync(int key) => bug == SeededBug.RepeatsCreateWithoutLooking
        ? null
        : await faults.CallAsync("list.find", () => store.FindItem(key), mayRepeat: true);

    private async Task<int> CreateAsync(int key)
    {
        try
        {
            return await faults.CallAsync("list.create", () => store.Create(key, store.Table[key]), mayRepeat: true);
        }
        catch (KeyTakenException)
        {
            return await SettleAsync(key) ?? throw new PortFailedException("list.find");
        }
    }
}
