using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Canonical;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;
using OrleansSync.SharePoint.Tokens;

namespace OrleansSync.Bench.SharePoint;

/// <summary>The product's client in a process of its own: canonical rows in and out, keys, eTags, an outcome for each row.</summary>
internal sealed class OurClient : IIdSource
{
    private const int WritesOfCall = 1000;
    private static readonly RowColumns Columns = new(["Amount", "Customer", "Due", "Open", "Title"]);
    private static readonly ListId List = new(1);
    private static readonly DateTimeOffset Due = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SyncDefinition definition = SyncDefinition.Create(new SyncDefinitionId(Guid.CreateVersion7()), SyncDefinitionSpec.Empty, DateTimeOffset.UnixEpoch);
    private readonly Dictionary<int, ETag?> versions = [];
    private GraphListWriter writer = null!; // "start" is the first job.
    private GraphListReader reader = null!; // "start" is the first job.

    /// <summary>Does the jobs of its standard input.</summary>
    public static async Task RunAsync()
    {
        var client = new OurClient();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var job = JsonSerializer.Deserialize(line, BenchJson.Default.Job)!; // The parent wrote it.
            var (cpu, bytes, start) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true), TimeProvider.System.GetTimestamp());
            var rows = await client.DoAsync(job);
            var sample = new Sample(rows, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds, TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
            Console.WriteLine(JsonSerializer.Serialize(sample, BenchJson.Default.Sample));
        }
    }

    public Guid Next() => Guid.CreateVersion7();

    private async Task<int> DoAsync(Job job)
    {
        switch (job.Kind)
        {
            case "start":
                Start(job);
                return 0;
            case "create":
                return await ApplyAsync(job, row => new ListWrite.Create(new SyncKey(0, (ulong)row), RowOf(row)));
            case "update":
                return await ApplyAsync(job, row => new ListWrite.Update(new SyncKey(0, (ulong)row), row, versions[row], RowOf(row + 1), null));
            default:
                return await ReadAsync();
        }
    }

    private void Start(Job job)
    {
        var options = new SharePointOptions { BatchSizeMax = job.Size, BatchesInFlightMax = job.Parallel, DeltaPageSize = job.Page };
        var http = GraphHttp.MakeClient(GraphHttp.MakeHandler(options));
        var client = new GraphClient(http, GraphEndpoints.OfEmulator(new Uri(job.Root)), new GivenToken(job.Token), new OpenBudget(), this, options, TimeProvider.System, NullLogger<GraphClient>.Instance);
        var place = job.List.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var lists = new BoundLists(new OneBinding(new ListBinding
        {
            SiteId = place[1],
            ListGuid = Guid.Parse(place[3]),
            Fields = [Field("Title", 25, ListColumnKind.Text), Field("Customer", 25, ListColumnKind.Text), Field("Amount", 1700, ListColumnKind.Currency), Field("Due", 1184, ListColumnKind.DateTime), Field("Open", 16, ListColumnKind.Boolean)],
            Columns = new MappedColumns(Columns.Names, [], []),
            Rules = new ListRules(TimeZoneInfo.Utc),
        }));
        (writer, reader) = (new GraphListWriter(client, lists), new GraphListReader(client, lists, NullLogger<GraphListReader>.Instance));
    }

    private async Task<int> ApplyAsync(Job job, Func<int, ListWrite> make)
    {
        for (var first = job.First; first < job.First + job.Count; first += WritesOfCall)
        {
            var outcomes = await writer.ApplyAsync(definition, List, [.. Enumerable.Range(first, Math.Min(WritesOfCall, job.First + job.Count - first)).Select(make)], CancellationToken.None);
            foreach (var outcome in outcomes)
            {
                var applied = outcome as ListOutcome.Applied ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A row was not written: {outcome}."));
                versions[applied.Item] = applied.ETag;
            }
        }

        return job.Count;
    }

    private async Task<int> ReadAsync()
    {
        var (count, link) = (0, (Cursor.DeltaLink?)null);
        while (true)
        {
            var page = await reader.ReadDeltaAsync(definition, List, link, CancellationToken.None);
            (count, link) = (count + page.Changes.Length, page.Next);
            if (page.IsEnd)
            {
                return count;
            }
        }
    }

    private static Row RowOf(int row) => Row.Of(Columns, [new NumberValue(row + 0.25m), new TextValue($"Customer number {row % 5000}"), InstantValue.Of(Due), row % 2 == 0 ? BooleanValue.True : BooleanValue.False, new TextValue($"Order {row}")]);

    private static BoundField Field(string name, uint type, ListColumnKind kind)
    {
        var column = new ListColumn(name, kind);
        return new(name, new ColumnPair(PostgresType.Of(type), column, column.NaturalKind!.Value)); // These kinds have one.
    }
}
