using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Secrets;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Tokens;

namespace OrleansSync.SharePoint.Connections;

/// <summary>
/// The clients of the declared connections, one for each, made when first used and made anew when the connection was changed. A rotated secret is
/// read when the next token is asked for. Each batch asks, so a connection is what it was a moment ago.
/// </summary>
internal sealed class GraphConnections(IRecentResources<ConnectionSpec> connections, ISecrets secrets, IBudgets budgets, IIdSource ids, IOptions<SharePointOptions> options, TimeProvider time, ILoggerFactory loggers)
    : IDisposable
{
    private readonly ConcurrentDictionary<Guid, ConnectedClient> made = new();

    /// <summary>The client of a connection.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.NotFound"/>; <see cref="SyncError.SharePointRefused"/> when the connection is disabled.</exception>
    public async Task<GraphClient> GetAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        var connection = await FindAsync(connectionId, cancellationToken);
        // A client that was replaced is left to the calls that still have it; its idle connections close by themselves.
        return made.AddOrUpdate(connectionId, _ => Make(connection), (_, known) => known.Revision == connection.Revision ? known : Make(connection)).Client;
    }

    /// <summary>A client of the caller's own, which has no token yet: whoever tests a connection wants it to sign in.</summary>
    /// <exception cref="SyncException">As above.</exception>
    public async Task<ConnectedClient> OpenAsync(Guid connectionId, CancellationToken cancellationToken) => Make(await FindAsync(connectionId, cancellationToken));

    public void Dispose()
    {
        foreach (var one in made.Values)
        {
            one.Dispose();
        }
    }

    /// <summary>Where a connection's tokens are asked for and where Graph is.</summary>
    internal static GraphEndpoints EndpointsOf(ConnectionSpec spec) => spec.Endpoint.Length > 0
        ? GraphEndpoints.OfEmulator(new Uri(spec.Endpoint))
        : GraphEndpoints.Of(spec.Cloud switch
        {
            SharePointCloud.UsGovernment => GraphCloud.UsGovernment,
            SharePointCloud.UsGovernmentDod => GraphCloud.UsGovernmentDefense,
            SharePointCloud.China => GraphCloud.China,
            _ => GraphCloud.Global,
        });

    private async Task<Resource<ConnectionSpec>> FindAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        var connection = await connections.FindAsync(connectionId, cancellationToken) ?? throw SyncException.NotFound("SharePoint connection", connectionId);
        return connection.Spec.Status == ResourceStatus.Disabled
            ? throw new SyncException(SyncError.SharePointRefused, "The SharePoint connection is disabled; set its status to ACTIVE to use it.")
            : connection;
    }

    private ConnectedClient Make(Resource<ConnectionSpec> connection)
    {
        var (spec, limits) = (connection.Spec, options.Value);
        var endpoints = EndpointsOf(spec);
        var http = GraphHttp.MakeClient(GraphHttp.MakeHandler(limits));
        var tokens = new GraphTokens(cancellationToken => MakeCredentialsAsync(connection, endpoints, http, cancellationToken), endpoints.Scope, limits.TokenRenewBefore, time, loggers.CreateLogger<GraphTokens>());
        var budget = budgets.Of(spec.TenantId, spec.ClientId, spec.Budget);
        return new(connection.Revision, new GraphClient(http, endpoints, tokens, budget, ids, limits, time, loggers.CreateLogger<GraphClient>()), http, tokens);
    }

    private async ValueTask<ImmutableArray<TokenCredential>> MakeCredentialsAsync(Resource<ConnectionSpec> connection, GraphEndpoints endpoints, HttpClient http, CancellationToken cancellationToken)
    {
        var spec = connection.Spec;
        ImmutableArray<AppCredential> newestFirst = spec.Credential switch
        {
            CredentialKind.ClientSecret => [.. (await ReadSecretsAsync(connection, cancellationToken)).Select(secret => new AppCredential.Secret(spec.TenantId, spec.ClientId, secret.Reveal()))],
            CredentialKind.Certificate => [.. (await ReadSecretsAsync(connection, cancellationToken)).Select(secret => new AppCredential.Certificate(spec.TenantId, spec.ClientId, ReadCertificate(secret.Reveal())))],
            CredentialKind.WorkloadIdentity => [new AppCredential.WorkloadIdentity(spec.TenantId, spec.ClientId, Environment.GetEnvironmentVariable("AZURE_FEDERATED_TOKEN_FILE") ?? "")],
            _ => [new AppCredential.ManagedIdentity(spec.ClientId.Length == 0 ? null : spec.ClientId)],
        };
        return [.. newestFirst.Select(credential => TokenCredentials.Make(endpoints, credential, http, time))];
    }

    private async Task<ImmutableArray<SecretValue>> ReadSecretsAsync(Resource<ConnectionSpec> connection, CancellationToken cancellationToken)
    {
        var reference = ConnectionSecrets.Find(connection) ?? throw new SyncException(SyncError.SharePointSignInFailed, "The SharePoint connection has no secret; give it one.");
        return await secrets.GetAllAsync(reference, cancellationToken);
    }

    private static X509Certificate2 ReadCertificate(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (CryptographicException exception)
        {
            throw new SyncException(SyncError.SharePointSignInFailed, "The secret of the SharePoint connection is not a certificate with its private key in PEM.", exception);
        }
    }
}
