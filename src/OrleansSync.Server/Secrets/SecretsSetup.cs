using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>Registers <see cref="ISecrets"/> and <see cref="ISecretStore"/>. <see cref="KeyRing.OpenAsync"/> comes before their first use.</summary>
internal static class SecretsSetup
{
    public static void AddSecrets(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SecretOptions>().Bind(builder.Configuration.GetSection(SecretOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>();
        services.AddOptions<VaultOptions>().Bind(builder.Configuration.GetSection(VaultOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VaultOptions>, VaultOptionsValidator>();
        services.AddOptions<KeyVaultOptions>().Bind(builder.Configuration.GetSection(KeyVaultOptions.Section));

        services.AddSingleton<MasterKeyFile>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<ISecretCipher>(provider => provider.GetRequiredService<KeyRing>());
        services.AddSingleton<SecretHttp>();
        services.TryAddSingleton<TokenCredential>(_ => new DefaultAzureCredential());

        services.AddSingleton<ISecrets>(provider =>
        {
            var options = provider.GetRequiredService<IOptions<SecretOptions>>().Value;
            // The store is a source, and tells the cache of its changes: whoever is made second is asked for later.
            return new CachedSecrets(provider.GetServices<ISecretSource>, provider.GetRequiredService<TimeProvider>(), options.KeepFor, options.KeepOnFailure);
        });
        services.AddSingleton(provider => new SecretStore(
            provider.GetRequiredService<ISecretRows>(),
            provider.GetRequiredService<ISecretCipher>(),
            provider.GetRequiredService<IIdSource>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<SecretOptions>>().Value.SizeMax,
            provider.GetRequiredService<ISecrets>().Forget));
        services.AddSingleton<ISecretStore>(provider => provider.GetRequiredService<SecretStore>());
        services.AddSingleton<ISecretSource>(provider => provider.GetRequiredService<SecretStore>());
        services.AddSingleton<ISecretSource, EnvironmentSecrets>();
        services.AddSingleton<ISecretSource, FileSecrets>();
        services.AddSingleton<ISecretSource, VaultSecrets>();
        services.AddSingleton<ISecretSource, KeyVaultSecrets>();

        services.AddSingleton<SecretSummaries>();
        services.AddSingleton<SecretExpiryWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<SecretExpiryWatch>());
        services.AddHealthChecks().AddCheck<SecretHealthCheck>("secrets");
    }
}
