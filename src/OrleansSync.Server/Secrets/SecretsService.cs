using System.Collections.Immutable;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Secrets;

/// <summary>Versions of stored secrets over gRPC; never a value.</summary>
internal sealed class SecretsService(ISecretStore secrets, IResources<InstanceSpec> instances, IResources<ConnectionSpec> connections) : V1.Secrets.SecretsBase
{
    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSecretVersionsResponse> ListSecretVersions(V1.ListSecretVersionsRequest request, ServerCallContext context)
    {
        var owner = await FindOwnerAsync(request.Owner, context.CancellationToken);
        return new() { Versions = { (await secrets.ListVersionsAsync(owner, context.CancellationToken)).Select(SecretSummaries.ToProto) } };
    }

    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.RetireSecretVersionResponse> RetireSecretVersion(V1.RetireSecretVersionRequest request, ServerCallContext context)
    {
        var owner = await FindOwnerAsync(request.Owner, context.CancellationToken);
        var version = RequestFields.ReadId(request.VersionId, "version_id");
        var isRetired = await secrets.RetireAsync(owner, version, context.CancellationToken);
        var left = await secrets.ListVersionsAsync(owner, context.CancellationToken);
        return isRetired ? new() { Versions = { left.Select(SecretSummaries.ToProto) } } : throw Refuse(left, version);
    }

    private static SyncException Refuse(ImmutableArray<SecretVersion> left, Guid version) => left.Any(one => one.Id == version)
        ? SyncException.Invalid("version_id", "is the only version, without which nothing signs in; put a new secret with the resource first.")
        : SyncException.NotFound("version of the secret", version);

    private async Task<SecretOwner> FindOwnerAsync(V1.SecretOwner? owner, CancellationToken cancellationToken)
    {
        switch (owner?.OwnerCase)
        {
            case V1.SecretOwner.OwnerOneofCase.DatabaseInstanceId:
                var instance = RequestFields.ReadId(owner.DatabaseInstanceId, "owner.database_instance_id");
                return await instances.FindAsync(instance, cancellationToken) is not null ? InstanceSecrets.OwnerOf(instance) : throw SyncException.NotFound("database instance", instance);
            case V1.SecretOwner.OwnerOneofCase.SharepointConnectionId:
                var connection = RequestFields.ReadId(owner.SharepointConnectionId, "owner.sharepoint_connection_id");
                return await connections.FindAsync(connection, cancellationToken) is not null ? ConnectionSecrets.OwnerOf(connection) : throw SyncException.NotFound("SharePoint connection", connection);
            default:
                throw SyncException.Invalid("owner", "is required: database_instance_id or sharepoint_connection_id.");
        }
    }
}
