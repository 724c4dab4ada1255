using System.Text.Json;

namespace Standins.Tests.Interop;

/// <summary>What grpc-js saw of one call.</summary>
internal sealed record Seen(JsonElement[][]? Headers, Seen.Message[] Messages, string Code, string Details, JsonElement[][] Trailers)
{
    public IEnumerable<string> Texts => Messages.Select(message => message.Text);

    /// <summary>The values of a header or trailer; bytes in base64.</summary>
    public static IEnumerable<string?> Values(JsonElement[][]? entries, string key) => (entries ?? []).Where(entry => entry[0].GetString() == key).Select(entry => entry[1].GetString());

    public sealed record Message(string Text, int Size);
}
