namespace Grpc.Wire;

/// <summary>The words of the protocol that both sides use.</summary>
internal static class GrpcHeader
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";
    public const string Gzip = "gzip";

    /// <summary>What this side can decode; it always sends identity.</summary>
    public const string Encodings = "identity,gzip";

    /// <summary>The longest timeout that the protocol's eight digits of seconds can say.</summary>
    public static readonly TimeSpan TimeoutMax = TimeSpan.FromSeconds(99_999_999);

    public static bool IsGrpc(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or '+');

    /// <summary>Reads base 64 with or without its padding.</summary>
    public static byte[] DecodeBinary(string base64) => (base64.Length % 4) switch
    {
        2 => Convert.FromBase64String(base64 + "=="),
        3 => Convert.FromBase64String(base64 + "="),
        _ => Convert.FromBase64String(base64),
    };

    /// <summary>Adds a header to a list, decoding it when its key says that it is binary.</summary>
    public static void AddWire(this Core.Metadata metadata, string key, string value)
    {
        if (key.EndsWith(Core.Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase))
        {
            metadata.Add(key, DecodeBinary(value));
        }
        else
        {
            metadata.Add(key, value);
        }
    }

    /// <summary>An exception and its causes in one line.</summary>
    public static string Describe(Exception? exception)
    {
        var lines = new List<string>();
        for (; exception is not null; exception = exception.InnerException)
        {
            lines.Add($"{exception.GetType().Name}: {exception.Message}");
        }

        return string.Join(' ', lines);
    }
}
