using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrleansSync.Emulator.Control;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Throttling;
using OrleansSync.Emulator.Tokens;

namespace OrleansSync.Emulator.Hosting;

/// <summary>An emulator in this process, listening over HTTP. Dispose it to stop it.</summary>
public sealed class EmulatorHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly EmulatorParts parts;
    private readonly Counters counters;
    private readonly ResourceMeter meter;
    private readonly TokenBook tokens;

    private EmulatorHost(WebApplication app, EmulatorOptions options, EmulatorParts parts)
    {
        (this.app, Options, Clock, Faults, Certificate, State) = (app, options, parts.Clock, parts.Faults, parts.Certificate, parts.Tenant);
        (this.parts, counters, meter, tokens) = (parts, parts.Counters, parts.Meter, parts.Tokens);
        Addresses = [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(address => new Uri(address))];
    }

    /// <summary>Where it listens.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>The first address with http, or with https when there is none.</summary>
    public Uri Address => Addresses.FirstOrDefault(address => address.Scheme == "http") ?? Addresses[0];

    /// <summary>The root of Graph at <see cref="Address"/>: <c>.../v1.0</c>.</summary>
    public Uri GraphRoot => new(Address, "v1.0");

    /// <summary>How it was set up.</summary>
    public EmulatorOptions Options { get; }

    /// <summary>What is only widely known or inferred about the service; can be turned at any time.</summary>
    public EmulatorSwitches Switches => Options.Switches;

    /// <summary>The service's clock.</summary>
    public EmulatorClock Clock { get; }

    /// <summary>The faults that are to strike.</summary>
    public FaultBook Faults { get; }

    /// <summary>The certificate of its https addresses, for callers to trust.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>What was counted since the start or <see cref="ResetCounters"/>.</summary>
    public CountersView Counters => counters.Read();

    /// <summary>How much of the budgets is used.</summary>
    public BudgetView Budget => meter.Read();

    internal TenantState State { get; }

    /// <summary>Starts an emulator.</summary>
    /// <param name="clock">Time for timers and, until it is moved or scaled, for the service.</param>
    /// <exception cref="EmulatorSetupException">The options are wrong, or an address is taken.</exception>
    public static async Task<EmulatorHost> StartAsync(EmulatorOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = new EmulatorOptionsValidator().Validate(null, options);
        if (found.Failed)
        {
            throw new EmulatorSetupException(string.Join(" ", found.Failures ?? []));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            throw new EmulatorSetupException($"There is no time zone '{options.TimeZone}'; give an IANA name, for example Europe/Berlin, with --time-zone.");
        }

        var parts = EmulatorParts.Make(options, clock);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions());
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.BodySizeMax;
            foreach (var url in options.Urls)
            {
                Listen(kestrel, url, parts.Certificate);
            }
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        parts.Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await app.DisposeAsync();
            throw new EmulatorSetupException($"It cannot listen: {exception.Message} Give another address with --urls.", exception);
        }

        parts.Start();
        app.Lifetime.ApplicationStopping.Register(parts.Stop);
        return new EmulatorHost(app, options, parts);
    }

    /// <summary>Makes all access tokens that were given out expire, so that they are answered with 401.</summary>
    public void ExpireAccessTokens() => tokens.Expire();

    /// <summary>Sets all counters to zero.</summary>
    public void ResetCounters() => counters.Reset();

    /// <summary>The id of a site by its server-relative path, empty for the root site; for <c>/sites/{id}</c>.</summary>
    /// <exception cref="ArgumentException">There is no such site.</exception>
    public string GetSiteId(string path)
    {
        lock (State.Gate)
        {
            return State.FindSiteByPath(path)?.Id ?? throw new ArgumentException($"There is no site {path}.", nameof(path));
        }
    }

    /// <summary>The id of a person in a site's user list, who is added when new; for <c>{column}LookupId</c>.</summary>
    /// <exception cref="ArgumentException">There is no such site.</exception>
    public int EnsurePerson(string sitePath, string name, string email)
    {
        lock (State.Gate)
        {
            return State.Person(State.FindSiteByPath(sitePath) ?? throw new ArgumentException($"There is no site {sitePath}.", nameof(sitePath)), name, email).LookupId;
        }
    }

    /// <summary>Ends when the process is told to stop.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await parts.DisposeAsync();
    }

    private static void Listen(KestrelServerOptions kestrel, string url, X509Certificate2 certificate)
    {
        var address = Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed! : throw new EmulatorSetupException($"'{url}' is no address; give one as http://127.0.0.1:5080."); // It was parsed.
        var ip = address.Host is "localhost" ? IPAddress.Loopback : IPAddress.TryParse(address.Host.Trim('[', ']'), out var given) ? given : throw new EmulatorSetupException($"'{address.Host}' is no address of this machine; give an IP address or localhost.");
        kestrel.Listen(ip, address.Port, listen =>
        {
            if (address.Scheme == "https")
            {
                listen.UseHttps(certificate);
            }
        });
    }
}
