using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Wire;

namespace Grpc.Net.Client.Internal;

/// <summary>Reads what surrounds the messages of a response: headers, trailers, status.</summary>
internal static class ResponseHead
{
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase)
    {
        GrpcHeader.Status, GrpcHeader.Message, GrpcHeader.Encoding, GrpcHeader.AcceptEncoding, "content-encoding", "content-type",
    };

    /// <summary>The status of a response that ends with its headers; null when messages may follow.</summary>
    public static Status? StatusOfHeaders(HttpResponseMessage response)
    {
        if (FindStatus(response.Headers) is { } status)
        {
            return status;
        }

        if (response.Version < HttpVersion.Version20)
        {
            return new Status(StatusCode.Internal, $"Bad gRPC response. Response protocol downgraded to HTTP/{response.Version.ToString(2)}.");
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new Status(CodeOf(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        }

        return Find(response.Content.Headers, "content-type") is var type && GrpcHeader.IsGrpc(type)
            ? null
            : new Status(StatusCode.Cancelled, type is null ? "Bad gRPC response. Response did not have a content-type header." : $"Bad gRPC response. Invalid content-type value: {type}");
    }

    /// <summary>The status after the last message.</summary>
    public static Status StatusOfTrailers(HttpResponseMessage response)
    {
        try
        {
            return FindStatus(response.TrailingHeaders) ?? FindStatus(response.Headers) ?? new Status(StatusCode.Cancelled, "No grpc-status found on response.");
        }
        catch (InvalidOperationException exception)
        {
            return new Status(StatusCode.Cancelled, exception.Message, exception);
        }
    }

    /// <summary>Headers as metadata, without those of the protocol itself.</summary>
    public static Metadata MetadataOf(HttpHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (key, values) in headers.NonValidated)
        {
            if (!Hidden.Contains(key))
            {
                foreach (var value in values)
                {
                    metadata.AddWire(key, value);
                }
            }
        }

        return metadata;
    }

    public static string? Find(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static Status? FindStatus(HttpHeaders headers)
    {
        if (Find(headers, GrpcHeader.Status) is not { } text)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? new Status((StatusCode)code, Uri.UnescapeDataString(Find(headers, GrpcHeader.Message) ?? ""))
            : throw new InvalidOperationException($"Unexpected grpc-status value: {text}");
    }

    private static StatusCode CodeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.RequestHeaderFieldsTooLarge => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
