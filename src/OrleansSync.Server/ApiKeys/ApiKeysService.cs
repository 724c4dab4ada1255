using System.Security.Claims;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Text;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.ApiKeys;

/// <summary>API keys over gRPC.</summary>
internal sealed partial class ApiKeysService(IApiKeys keys, IIdSource ids, TimeProvider clock, ILogger<ApiKeysService> logger) : V1.ApiKeys.ApiKeysBase
{
    private const int NameLengthMax = 200;

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.CreateApiKeyResponse> CreateApiKey(V1.CreateApiKeyRequest request, ServerCallContext context)
    {
        Check(request.ApiKey ?? throw SyncException.Invalid("api_key", "is required."));
        var presented = PresentedKey.Generate(ids.Next());
        var key = new ApiKey(presented.Id, request.ApiKey.Name, (ApiKeyRole)request.ApiKey.Role, clock.Now(), RevokedAt: null);
        await keys.CreateAsync(new ApiKeyRecord(key, [.. presented.Hash()]), context.CancellationToken);
        LogCreated(key.Id, key.Role, GetCallerId(context));
        return new V1.CreateApiKeyResponse { ApiKey = key.ToProto(), Key = presented.Reveal() };
    }

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.ListApiKeysResponse> ListApiKeys(V1.ListApiKeysRequest request, ServerCallContext context)
    {
        var pageSize = RequestFields.ReadPageSize(request.PageSize);
        var after = PageToken.Read(request.PageToken, context.Method);
        var page = await keys.ListAsync(after, pageSize + 1, context.CancellationToken);
        var response = new V1.ListApiKeysResponse();
        response.ApiKeys.AddRange(page.Take(pageSize).Select(key => key.ToProto()));
        if (page.Length > pageSize)
        {
            response.NextPageToken = PageToken.Write(page[pageSize - 1].Id, context.Method);
        }

        return response;
    }

    [RequireRole(ApiKeyRole.Admin)]
    public override async Task<V1.ApiKey> RevokeApiKey(V1.RevokeApiKeyRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.Id, "id");
        var revoked = await keys.RevokeAsync(id, clock.Now(), context.CancellationToken);
        LogRevoked(id, GetCallerId(context));
        return revoked.ToProto();
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ApiKey> GetCurrentApiKey(V1.GetCurrentApiKeyRequest request, ServerCallContext context)
    {
        var id = GetCallerId(context);
        var found = await keys.FindAsync(id, context.CancellationToken);
        return found?.Key.ToProto() ?? throw SyncException.NotFound("API key", id);
    }

    private static void Check(V1.ApiKey key)
    {
        var violations = new List<FieldViolation>();
        if (TextRules.CheckLine(key.Name, NameLengthMax) is { } problem)
        {
            violations.Add(new FieldViolation("api_key.name", problem));
        }

        if (key.Role is V1.ApiKeyRole.Unspecified || !Enum.IsDefined(key.Role))
        {
            violations.Add(new FieldViolation("api_key.role", "is required: VIEWER, OPERATOR or ADMIN."));
        }

        if (violations.Count > 0)
        {
            throw SyncException.Invalid(violations);
        }
    }

    private static Guid GetCallerId(ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;

    [LoggerMessage(LogLevel.Information, "The API key {KeyId} with the role {Role} was made by {CallerId}.")]
    private partial void LogCreated(Guid keyId, ApiKeyRole role, Guid callerId);

    [LoggerMessage(LogLevel.Information, "The API key {KeyId} was revoked by {CallerId}.")]
    private partial void LogRevoked(Guid keyId, Guid callerId);
}
