using System.Diagnostics;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.Demo;

/// <summary>What the product does today, on a real PostgreSQL and a real server process; each step is checked.</summary>
internal sealed class Story : IAsyncDisposable
{
    private const string RequestId = "5f0c1a52-8f0e-4b57-9a44-1d1f6c2b7e90";
    private readonly string program;
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-demo-").FullName;
    private readonly PostgresServer postgres;
    private readonly TestDatabase database;
    private readonly int siloPort = FreePort.Find();
    private readonly List<(string Step, string Result, bool Good)> results = [];
    private ServerProcess? server;
    private GrpcChannel? channel;

    private Story(string program, PostgresServer postgres, TestDatabase database) => (this.program, this.postgres, this.database) = (program, postgres, database);

    /// <summary>How many steps did not do what they should.</summary>
    public int Failures => results.Count(result => !result.Good);

    private string KeyFile => Path.Combine(folder, "admin.key");

    private V1.SyncDefinitions.SyncDefinitionsClient Definitions => new(channel!.Intercept(headers =>
    {
        headers.Add("authorization", "Bearer " + File.ReadAllText(KeyFile).Trim());
        return headers;
    }));

    /// <summary>Starts PostgreSQL.</summary>
    public static async Task<Story> BeginAsync(string? program, CancellationToken cancellationToken)
    {
        Screen.Line("Starting PostgreSQL ...");
        var postgres = await PostgresServer.GetSharedAsync(cancellationToken);
        return new Story(program ?? ServerProcess.FindProgram(), postgres, await postgres.CreateDatabaseAsync(cancellationToken: cancellationToken));
    }

    /// <summary>Does the steps.</summary>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        await StepAsync("Start the server on an empty database", async () =>
        {
            await StartServerAsync(cancellationToken);
            return (true, $"schema made, first admin key in {KeyFile}");
        });

        var created = new V1.SyncDefinition();
        await StepAsync("Create a sync definition over gRPC", async () =>
        {
            created = await Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = Orders(), RequestId = RequestId }, cancellationToken: cancellationToken);
            return (created.Id.Length > 0, $"{created.Name}, id {created.Id}");
        });
        await StepAsync("Kill the server (SIGKILL) and start it again", async () =>
        {
            await server!.KillAsync(cancellationToken);
            await StartServerAsync(cancellationToken);
            var found = await Definitions.GetSyncDefinitionAsync(new V1.GetSyncDefinitionRequest { Id = created.Id }, cancellationToken: cancellationToken);
            return (found.Equals(created), found.Equals(created) ? "the definition is there, equal to the last field" : "the definition differs");
        });
        await StepAsync("Repeat the create with the same request_id", async () =>
        {
            var again = await Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = Orders(), RequestId = RequestId }, cancellationToken: cancellationToken);
            var listed = await Definitions.ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest(), cancellationToken: cancellationToken);
            return (again.Equals(created) && listed.SyncDefinitions.Count == 1, $"the first answer again; {listed.SyncDefinitions.Count} definition in the list");
        });
        await StepAsync("Change it with an etag that is no longer true", async () =>
        {
            await Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = "Changed by a colleague." } }, cancellationToken: cancellationToken);
            return await RefusedAsync(StatusCode.Aborted, () => Definitions.UpdateSyncDefinitionAsync(new V1.UpdateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Id = created.Id, Etag = created.Etag, Description = "Overwritten." } }, cancellationToken: cancellationToken).ResponseAsync);
        });
        await StepAsync("Create one with wrong fields", () => RefusedAsync(StatusCode.InvalidArgument, () =>
            Definitions.CreateSyncDefinitionAsync(new V1.CreateSyncDefinitionRequest { SyncDefinition = new V1.SyncDefinition { Name = "Invoices", List = new V1.ListReference { SiteUrl = "http://contoso", List = "Invoices" } } }, cancellationToken: cancellationToken).ResponseAsync));
        await StepAsync("Call without a key", () => RefusedAsync(StatusCode.Unauthenticated, () =>
            new V1.SyncDefinitions.SyncDefinitionsClient(channel!).ListSyncDefinitionsAsync(new V1.ListSyncDefinitionsRequest(), cancellationToken: cancellationToken).ResponseAsync));
    }

    /// <summary>Prints what happened.</summary>
    public void PrintTable()
    {
        Screen.Line();
        var width = results.Max(result => result.Step.Length);
        foreach (var (step, result, good) in results)
        {
            Screen.Line($"  {(good ? "ok    " : "FAILED")}  {step.PadRight(width)}  {result}");
        }

        Screen.Line();
        Screen.Line(Failures == 0 ? "All steps did what they should." : $"{Failures} of {results.Count} steps did not do what they should. The server's last lines:\n{server?.Output}");
    }

    /// <summary>Leaves everything running until the token is cancelled.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        Screen.Line($"The server listens at {server!.Address} (HTTP/2 without TLS, on loopback); the admin key is in {KeyFile}. Ctrl+C stops it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        channel?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        await database.DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static V1.SyncDefinition Orders() => new()
    {
        Name = "Orders to Sales",
        Description = "All open orders, for the sales team.",
        Direction = V1.SyncDirection.Push,
        Table = new V1.TableReference { Schema = "public", Table = "orders" },
        List = new V1.ListReference { SiteUrl = "https://contoso.sharepoint.com/sites/Sales", List = "Orders" },
    };

    private static async Task<(bool Good, string Result)> RefusedAsync(StatusCode expected, Func<Task> call)
    {
        try
        {
            await call();
            return (false, "was not refused");
        }
        catch (RpcException exception)
        {
            var details = exception.Trailers.FirstOrDefault(entry => entry.Key == "grpc-status-details-bin")?.ValueBytes ?? [];
            var fields = Google.Rpc.Status.Parser.ParseFrom(details).Details
                .Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations).Select(violation => violation.Field).ToList();
            return (exception.StatusCode == expected, $"refused: {exception.StatusCode}{(fields.Count > 0 ? $" for {string.Join(", ", fields)}" : "")}");
        }
    }

    private async Task StartServerAsync(CancellationToken cancellationToken)
    {
        channel?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        string[] settings = ["--Metastore:ConnectionString", database.ConnectionString, "--Server:DataDirectory", folder, "--Server:Listen", "http://127.0.0.1:0", "--Silo:Port", $"{siloPort}"];
        server = await ServerProcess.StartAsync(program, settings, cancellationToken);
        channel = GrpcChannel.ForAddress(server.Address);
    }

    private async Task StepAsync(string step, Func<Task<(bool Good, string Result)>> act)
    {
        Screen.Line($"{step} ...");
        var started = Stopwatch.GetTimestamp();
        try
        {
            var (good, result) = await act();
            results.Add((step, $"{result} ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s)", good));
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException)
        {
            results.Add((step, exception.Message, false));
        }
    }
}
