using System.Globalization;
using System.Text;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Grpc.AspNetCore.Server;

/// <summary>Writes what surrounds the messages of a response: headers, trailers, status.</summary>
internal static class ResponseHead
{
    public static void Start(HttpResponse response) => response.ContentType = GrpcHeader.ContentType;

    /// <summary>Sets the status where it is still possible: in the headers when nothing was sent, else in the trailers.</summary>
    public static void SetStatus(HttpResponse response, Status status)
    {
        var destination = Destination(response);
        destination[GrpcHeader.Status] = ((int)status.StatusCode).ToString(CultureInfo.InvariantCulture);
        destination[GrpcHeader.Message] = string.IsNullOrEmpty(status.Detail) ? default : EncodePercent(status.Detail);
    }

    /// <summary>Adds trailers at the same place.</summary>
    public static void AddTrailers(HttpResponse response, Metadata trailers) => Add(Destination(response), trailers);

    public static void Add(IHeaderDictionary destination, Metadata metadata)
    {
        foreach (var entry in metadata)
        {
            destination.Append(entry.Key, entry.WireValue);
        }
    }

    private static IHeaderDictionary Destination(HttpResponse response)
    {
        if (!response.HasStarted)
        {
            return response.Headers;
        }

        return response.HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { IsReadOnly: false } trailers
            ? trailers
            : throw new InvalidOperationException("Trailers are not supported for this response. The server may not support gRPC.");
    }

    // Space to tilde travel as they are, but for the percent sign.
    private static string EncodePercent(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            _ = octet is >= 0x20 and <= 0x7e and not (byte)'%'
                ? encoded.Append((char)octet)
                : encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return encoded.ToString();
    }
}
