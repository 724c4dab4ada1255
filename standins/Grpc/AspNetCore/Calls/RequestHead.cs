using System.Globalization;
using Grpc.Core;
using Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Grpc.AspNetCore.Server;

/// <summary>Reads the headers of a request.</summary>
internal static class RequestHead
{
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase)
    {
        GrpcHeader.Encoding, GrpcHeader.AcceptEncoding, GrpcHeader.Timeout, HeaderNames.ContentEncoding, HeaderNames.ContentType, HeaderNames.TE, HeaderNames.Host, HeaderNames.AcceptEncoding,
    };

    /// <summary>Headers as metadata, without those of the protocol itself.</summary>
    public static Metadata MetadataOf(HttpRequest request)
    {
        var metadata = new Metadata();
        foreach (var (key, values) in request.Headers)
        {
            if (!key.StartsWith(':') && !Hidden.Contains(key))
            {
                metadata.AddWire(key, values.ToString());
            }
        }

        return metadata;
    }

    /// <summary>The timeout that the client asked for; null without one, or with one that says nothing.</summary>
    public static TimeSpan? TimeoutOf(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(GrpcHeader.Timeout, out var values) || Parse(values) is not { } timeout || timeout <= TimeSpan.Zero)
        {
            return null;
        }

        return timeout < GrpcHeader.TimeoutMax ? timeout : GrpcHeader.TimeoutMax;
    }

    private static TimeSpan? Parse(StringValues values)
    {
        if (values is not [{ Length: >= 2 } text] || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(number),
            'M' => TimeSpan.FromMinutes(number),
            'S' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'u' => TimeSpan.FromMicroseconds(number),
            'n' => TimeSpan.FromTicks(number / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
