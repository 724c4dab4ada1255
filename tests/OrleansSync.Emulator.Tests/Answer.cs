using System.Text.Json;

namespace OrleansSync.Emulator.Tests;

/// <summary>An answer over HTTP.</summary>
internal sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    private JsonElement? json;

    public JsonElement Json => json ??= JsonDocument.Parse(Text).RootElement;

    /// <summary><c>error.code</c>.</summary>
    public string? Code => Json.GetProperty("error").GetProperty("code").GetString();

    /// <summary><c>error.message</c>.</summary>
    public string? Message => Json.GetProperty("error").GetProperty("message").GetString();

    /// <summary>The rows of a collection.</summary>
    public IReadOnlyList<JsonElement> Rows => [.. Json.GetProperty("value").EnumerateArray()];

    /// <summary>A link of a collection, relative to the version; null when it is not there.</summary>
    public string? Link(string name) => Json.TryGetProperty($"@odata.{name}", out var link) ? link.GetString()![(link.GetString()!.IndexOf("/v1.0/", StringComparison.Ordinal) + "/v1.0/".Length)..] : null;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
        }
    }

    /// <summary>Asserts a refusal.</summary>
    public Answer Refused(int status, string code, string? message = null)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        Assert.Equal(code, Code);
        if (message is not null)
        {
            Assert.Contains(message, Message, StringComparison.Ordinal);
        }

        return this;
    }

    /// <summary>Asserts success.</summary>
    public Answer Ok(int status = 200)
    {
        Assert.True(Status == status, $"{Status}: {Text}");
        return this;
    }
}
