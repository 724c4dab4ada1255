using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Standins.Tests.Hosting;

/// <summary>Speaks to a server without any gRPC library.</summary>
internal static class RawRequest
{
    private const string SayPath = "/standins.probe.v1.Probes/Say";

    /// <summary>A message with its prefix.</summary>
    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    /// <summary>Posts a body and reads the whole answer, trailers included.</summary>
    public static async Task<HttpResponseMessage> PostAsync(
        Uri address,
        byte[] body,
        string path = SayPath,
        string contentType = "application/grpc",
        Action<HttpRequestHeaders>? headers = null,
        Version? version = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = version ?? HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
        request.Headers.TryAddWithoutValidation("te", "trailers");
        headers?.Invoke(request.Headers);
        return await client.SendAsync(request).InTime();
    }

    /// <summary>The grpc-status, from the trailers or, without messages, from the headers.</summary>
    public static string? StatusOf(HttpResponseMessage response) => Find(response, "grpc-status");

    public static string? Find(HttpResponseMessage response, string name)
    {
        if (response.TrailingHeaders.TryGetValues(name, out var trailers))
        {
            return trailers.Single();
        }

        return response.Headers.TryGetValues(name, out var headers) ? headers.Single() : null;
    }
}
