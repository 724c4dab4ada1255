using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansSync.Helix.Artifacts;
using OrleansSync.Helix.Builders;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Users;

namespace OrleansSync.Helix;

/// <summary>Registers what deploys Helix projects.</summary>
public static class HelixServiceCollectionExtensions
{
    /// <summary>Registers the pipeline and its parts with the sections <c>Helix</c>, <c>HelixBuild</c> and <c>HelixS3</c>.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="configuration">Where the sections are.</param>
    /// <param name="artifactFolder">Where the embedded store keeps artifacts; asked when it is needed first.</param>
    public static IServiceCollection AddHelix(this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, string> artifactFolder)
    {
        services.AddOptions<HelixOptions>().Bind(configuration.GetSection(HelixOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HelixOptions>, HelixOptionsValidator>();
        services.AddOptions<CommandBuilderOptions>().Bind(configuration.GetSection(CommandBuilderOptions.Section))
            .Validate<IOptions<HelixOptions>>((build, helix) => helix.Value.Builder != "command" || CommandLine.Split(build.Command).Count > 0, "HelixBuild:Command names no program; Helix:Builder is command.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CommandBuilderOptions>, CommandBuilderOptionsValidator>();
        services.AddOptions<S3Options>().Bind(configuration.GetSection(S3Options.Section))
            .Validate<IOptions<HelixOptions>>((s3, helix) => helix.Value.ArtifactStore != "s3" || s3.Bucket.Length > 0, "HelixS3:Bucket is empty; Helix:ArtifactStore is s3.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<S3Options>, S3OptionsValidator>();

        services.AddSingleton<IArtifactStore>(provider => provider.GetRequiredService<IOptions<HelixOptions>>().Value.ArtifactStore == "s3"
            ? new S3ArtifactStore(S3ArtifactStore.CreateClient(provider.GetRequiredService<IOptions<S3Options>>().Value), provider.GetRequiredService<IOptions<S3Options>>().Value)
            : new DirectoryArtifactStore(artifactFolder(provider)));
        services.AddSingleton<IBuilder>(provider => provider.GetRequiredService<IOptions<HelixOptions>>().Value.Builder == "command"
            ? ActivatorUtilities.CreateInstance<CommandBuilder>(provider)
            : new NoBuilder());
        services.AddSingleton<IDeviceFlow>(provider => provider.GetRequiredService<IOptions<HelixOptions>>().Value.SignInForDevelopment ? new DevelopmentDeviceFlow() : new NoDeviceFlow());
        services.AddSingleton<ISourceChecker, PresenceChecker>();
        services.AddSingleton<IClusterRollout, RecordedRollout>();
        services.AddSingleton<DeployPipeline>();
        return services;
    }
}
