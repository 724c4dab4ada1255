using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace OrleansSync.Server.Tests.HelixCli;

/// <summary>
/// Speaks as the Helix CLI's HTTP library does, byte for byte: lower-case headers in the order in which the CLI sets them, no user agent, and no
/// content-length where there is no body, not even for POST.
/// </summary>
internal sealed class CliWire(Uri server, string key)
{
    /// <summary>A call; its answer is read to its end, or until a line contains a text.</summary>
    public async Task<(int Status, string Text)> SendAsync(string method, string path, string? body = null, bool isStream = false, string until = "\0")
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(RequestOf(method, path, body, isStream));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var status = int.Parse((await LineAsync(reader)).Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await LineAsync(reader); line.Length > 0; line = await LineAsync(reader))
        {
            headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
        }

        Assert.Equal(isStream && status == 200 ? "text/event-stream" : path == "/health" ? "" : "application/json", headers.GetValueOrDefault("content-type", "").Split(';')[0]);
        var text = headers.TryGetValue("content-length", out var length)
            ? await BlockAsync(reader, int.Parse(length, CultureInfo.InvariantCulture))
            : await ChunksAsync(reader, until);
        return (status, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)));
    }

    /// <summary>A call that is answered by JSON.</summary>
    public async Task<(int Status, JsonElement Json)> AskAsync(string method, string path, string? body = null)
    {
        var (status, text) = await SendAsync(method, path, body);
        return (status, JsonDocument.Parse(text).RootElement);
    }

    /// <summary>A call that is answered by events.</summary>
    public async Task<List<JsonElement>> StreamAsync(string method, string path, string? body = null, string until = "\0")
    {
        var (status, text) = await SendAsync(method, path, body, isStream: true, until);
        Assert.Equal(200, status);
        return [.. text.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line[6..]).RootElement)];
    }

    private byte[] RequestOf(string method, string path, string? body, bool isStream)
    {
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\n");
        head.Append(key.Length > 0 ? $"x-api-key: {key}\r\n" : "");
        head.Append(body is not null ? "content-type: application/json\r\n" : "");
        head.Append(isStream ? "accept: text/event-stream\r\n" : "accept: */*\r\n");
        head.Append(CultureInfo.InvariantCulture, $"host: {server.Authority}\r\n");
        head.Append(body is not null ? string.Create(CultureInfo.InvariantCulture, $"content-length: {Encoding.UTF8.GetByteCount(body)}\r\n") : "");
        return Encoding.UTF8.GetBytes($"{head}\r\n{body}");
    }

    private static async Task<string> ChunksAsync(StreamReader reader, string until)
    {
        var text = new StringBuilder();
        while (int.Parse(await LineAsync(reader), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
        {
            text.Append(await BlockAsync(reader, size));
            await LineAsync(reader);
            if (text.ToString().Contains(until, StringComparison.Ordinal))
            {
                break;
            }
        }

        return text.ToString();
    }

    private static async Task<string> BlockAsync(StreamReader reader, int length)
    {
        var block = new char[length];
        return await reader.ReadBlockAsync(block) == length ? new string(block) : throw new EndOfStreamException();
    }

    private static async Task<string> LineAsync(StreamReader reader) => await reader.ReadLineAsync() ?? throw new EndOfStreamException();
}
