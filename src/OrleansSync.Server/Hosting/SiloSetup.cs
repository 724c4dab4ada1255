using System.Net;
using Orleans.Configuration;
using Orleans.Hosting;
using OrleansSync.Postgres;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Hosting;

/// <summary>Configures the Orleans host; nothing else in the product knows how silos are run.</summary>
internal static class SiloSetup
{
    public static void AddSilo(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Silo").Get<SiloOptions>() ?? new SiloOptions();
        if (new SiloOptionsValidator().Validate("Silo", options) is { Failed: true } result)
        {
            throw new ServerSetupException(result.FailureMessage);
        }

        if (!IPAddress.TryParse(options.AdvertisedAddress, out var address))
        {
            throw new ServerSetupException("Silo:AdvertisedAddress is not an IP address; give the one at which other silos reach this machine.");
        }

        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.ClusterId;
                cluster.ServiceId = options.ServiceId;
            });
            // Callers come through gRPC, so there is no gateway for Orleans clients of other processes.
            silo.ConfigureEndpoints(address, options.Port, gatewayPort: 0);
            silo.UsePostgresClustering();
            silo.UsePostgresReminders();
            silo.AddPostgresGrainStorageAsDefault();
            silo.AddIncomingGrainCallFilter<RequestIdGrainFilter>();
        });
    }
}
