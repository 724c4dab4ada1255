using System.CommandLine;

namespace OrleansSync.Emulator.Hosting;

/// <summary>The command line: options in, a running emulator out.</summary>
internal static class EmulatorCommand
{
    /// <summary>The command.</summary>
    /// <param name="output">Told one line of JSON when it listens, or what is wrong.</param>
    public static RootCommand Make(TimeProvider clock, TextWriter output)
    {
        var defaults = new EmulatorOptions();
        var urls = new Option<string[]>("--urls") { Description = "Addresses, http or https, separated by ';'.", DefaultValueFactory = _ => [.. defaults.Urls] };
        var tenant = Text("--tenant", "The tenant's id.", defaults.Tenant);
        var clientId = Text("--client-id", "The app's id.", defaults.ClientId);
        var secret = Text("--client-secret", "The app's secret.", defaults.ClientSecret);
        var certificates = new Option<string[]>("--certificate") { Description = "PEM or DER file of a certificate that the app may sign with; can be repeated." };
        var sites = new Option<string[]>("--site") { Description = "Server-relative path of a site; can be repeated.", DefaultValueFactory = _ => [.. defaults.Sites] };
        var zone = Text("--time-zone", "IANA name of the sites' time zone.", defaults.TimeZone);
        var unlimited = new Option<bool>("--unlimited") { Description = "Counts resource units, but never throttles." };
        var tier = new Option<int>("--tier") { Description = "Size of the tenant, 1 (up to 1,000 licences) to 5 (more than 50,000).", DefaultValueFactory = _ => defaults.Tier };
        var save = new Option<string?>("--save") { Description = "File in which the state is kept." };
        var controlHosts = new Option<string[]>("--control-host") { Description = "Host name, beside loopback ones, under which the control API answers; can be repeated; * for any." };
        var seed = new Option<ulong>("--seed") { Description = "Ids are the same for the same seed.", DefaultValueFactory = _ => defaults.Seed };
        var root = new RootCommand("Emulates SharePoint lists over Microsoft Graph.") { urls, tenant, clientId, secret, certificates, sites, zone, unlimited, tier, save, controlHosts, seed };
        root.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new EmulatorOptions
            {
                Urls = [.. (parsed.GetValue(urls) ?? []).SelectMany(url => url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Tenant = parsed.GetValue(tenant) ?? "",
                ClientId = parsed.GetValue(clientId) ?? "",
                ClientSecret = parsed.GetValue(secret) ?? "",
                CertificatePaths = parsed.GetValue(certificates) ?? [],
                Sites = parsed.GetValue(sites) ?? [],
                TimeZone = parsed.GetValue(zone) ?? "",
                Unlimited = parsed.GetValue(unlimited),
                Tier = parsed.GetValue(tier),
                ControlHosts = parsed.GetValue(controlHosts) ?? [],
                SaveFile = parsed.GetValue(save),
                Seed = parsed.GetValue(seed),
            };
            return await RunAsync(options, clock, output, cancellationToken);
        });
        return root;

        static Option<string> Text(string name, string description, string value) => new(name) { Description = description, DefaultValueFactory = _ => value };
    }

    private static async Task<int> RunAsync(EmulatorOptions options, TimeProvider clock, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            await using var host = await EmulatorHost.StartAsync(options, clock, cancellationToken);
            await output.WriteLineAsync(StartLine.Of(host).AsMemory(), cancellationToken);
            await output.FlushAsync(cancellationToken);
            await host.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (EmulatorSetupException exception)
        {
            await output.WriteLineAsync(exception.Message.AsMemory(), cancellationToken);
            return 1;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }
}
