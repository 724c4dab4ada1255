using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Requests;

namespace OrleansSync.Server.Requests;

/// <summary>Reads the fields that many requests share.</summary>
internal static class RequestFields
{
    private const int PageSizeDefault = 50;
    private const int PageSizeMax = 500;
    private const int FingerprintBytes = 16;

    /// <summary>Reads a required id.</summary>
    public static Guid ReadId(string text, string field)
    {
        if (text.Length == 0)
        {
            throw SyncException.Invalid(field, "is required.");
        }

        // Digits and hyphens only: braces and the like would make more names for one thing.
        return Guid.TryParseExact(text, "D", out var id)
            ? id
            : throw SyncException.Invalid(field, "is not a UUID; it looks like 0198c5f2-6a10-7c3e-9d4b-2f1e8a7b6c5d.");
    }

    /// <summary>The API key of whoever calls; null when nobody can tell.</summary>
    public static Guid? ReadCaller(ServerCallContext context) =>
        Guid.TryParse(context.GetHttpContext().User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Reads page_size: 0 is the default, more than the most is the most.</summary>
    public static int ReadPageSize(int pageSize) => pageSize switch
    {
        < 0 => throw SyncException.Invalid("page_size", $"is negative; give 1 to {PageSizeMax}, or 0 for {PageSizeDefault}."),
        0 => PageSizeDefault,
        _ => Math.Min(pageSize, PageSizeMax),
    };

    /// <summary>Reads request_id; null when the caller gave none.</summary>
    /// <param name="request">The request, whose content the id is bound to.</param>
    /// <param name="requestId">Its field request_id.</param>
    /// <param name="context">The call, whose method and caller the id is bound to.</param>
    public static RequestKey? ReadRequestKey<TRequest>(TRequest request, string requestId, ServerCallContext context)
        where TRequest : IMessage<TRequest>
    {
        if (requestId.Length == 0)
        {
            return null;
        }

        var id = ReadId(requestId, "request_id");
        var caller = context.GetHttpContext().User.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? "";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{context.Method}\n{caller}\n"));
        hash.AppendData(request.ToByteArray());
        return new RequestKey(id, [.. hash.GetHashAndReset().AsSpan(0, FingerprintBytes)]);
    }
}
