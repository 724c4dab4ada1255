using System.Globalization;
using System.Text.Json;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>An answer in the making; used again for each member of a batch.</summary>
internal sealed class GraphReply : IDisposable
{
    private readonly ReplyBuffer buffer = new();
    private Utf8JsonWriter? json;

    public int Status { get; set; } = 200;

    /// <summary>Headers beside Content-Type.</summary>
    public List<(string Name, string Value)> Headers { get; } = [];

    /// <summary>Writes the body.</summary>
    public Utf8JsonWriter Json => json ??= new Utf8JsonWriter(buffer, RawText.Writing);

    /// <summary>The body, for what is written without <see cref="Json"/>: all of it, then.</summary>
    public ReplyBuffer Raw => buffer;

    /// <summary>True when anything was written.</summary>
    public bool HasBody => buffer.Written.Length > 0;

    /// <summary>The work is done, the answer is to be lost.</summary>
    public bool IsLost { get; set; }

    /// <summary>Resource units that it cost.</summary>
    public int Units { get; set; }

    /// <summary>What kind of request it answered.</summary>
    public OperationKind Kind { get; set; }

    /// <summary>The body as UTF-8; complete after <see cref="Finish"/>.</summary>
    public ReadOnlyMemory<byte> Body => buffer.Written;

    /// <summary>Told how many bytes its body will have, more or less.</summary>
    public void Expect(int size) => buffer.Expect(size);

    public void Finish() => json?.Flush();

    /// <summary>Gives its memory back.</summary>
    public void Dispose()
    {
        json?.Dispose();
        buffer.Dispose();
    }

    /// <summary>Empties it.</summary>
    public void Reset()
    {
        (Status, IsLost, Units, Kind) = (200, false, 0, OperationKind.Unknown);
        Clear();
    }

    /// <summary>Forgets headers and body.</summary>
    public void Clear()
    {
        Headers.Clear();
        buffer.Clear();
        json?.Reset(buffer);
    }

    /// <summary>Writes an error envelope (2.1).</summary>
    public void Error(int status, string code, string message, DateTime now, Guid requestId, string? clientRequestId, bool keepHeaders = false)
    {
        var kept = keepHeaders ? Headers.ToArray() : [];
        Clear();
        Headers.AddRange(kept);
        Status = status;
        Json.WriteStartObject();
        Json.WriteStartObject("error"u8);
        Json.WriteString("code"u8, code);
        Json.WriteString("message"u8, message);
        Json.WriteStartObject("innerError"u8);
        Json.WriteString("date"u8, now.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        Json.WriteString("request-id"u8, requestId.ToString());
        Json.WriteString("client-request-id"u8, clientRequestId ?? requestId.ToString());
        Json.WriteEndObject();
        Json.WriteEndObject();
        Json.WriteEndObject();
    }
}
