using Microsoft.Extensions.DependencyInjection;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Runs;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Tables;
using OrleansSync.Grains.SyncRuns;
using OrleansSync.Testing.Identity;
using OrleansSync.Testing.Ledger;
using OrleansSync.Testing.Lists;
using OrleansSync.Testing.Metastore;
using OrleansSync.Testing.Rows;
using OrleansSync.Testing.Runs;
using OrleansSync.Testing.Tables;

namespace OrleansSync.Grains.Tests.SyncRuns;

/// <summary>What grains need for runs, in memory.</summary>
internal static class InMemoryRuns
{
    public static IServiceCollection AddInMemoryRuns(this IServiceCollection services)
    {
        var metastore = new InMemoryMetastore();
        return services
            .AddSingleton<ISyncRuns>(new InMemorySyncRuns(metastore))
            .AddSingleton<ILedger>(new InMemoryLedger(metastore))
            .AddSingleton<ITableReader>(new InMemoryTable(TestRows.Definition.Id, TestRows.Columns, ChangeSource.Keyset, TimeProvider.System))
            .AddSingleton<InMemoryLists>(new InMemoryLists(TestRows.Columns, TimeProvider.System))
            .AddSingleton<IListReader>(provider => provider.GetRequiredService<InMemoryLists>())
            .AddSingleton<IListWriter>(provider => provider.GetRequiredService<InMemoryLists>())
            .AddSingleton<ICompiledDefinitions, CompiledDefinitions>()
            .AddSingleton<IIdSource>(new SequentialIdSource())
            .AddSingleton(new RunOptions())
            .AddRunDrivers();
    }
}
