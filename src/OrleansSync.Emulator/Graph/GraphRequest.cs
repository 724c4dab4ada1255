using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Tokens;

namespace OrleansSync.Emulator.Graph;

/// <summary>A request to Graph, on its own or as a member of a batch.</summary>
internal sealed class GraphRequest(string method, RequestTarget target, IRequestHeaders headers, JsonElement? body)
{
    public string Method { get; } = method;

    public RequestTarget Target { get; } = target;

    /// <inheritdoc cref="RequestTarget.Path"/>
    public string Path => Target.Path;

    public string[] Segments => Target.Segments;

    public IReadOnlyDictionary<string, string> Query => Target.Query;

    public JsonElement? Body { get; } = body;

    /// <summary>What it may do; null when a person of the control API acts.</summary>
    public required AccessToken? Token { get; init; }

    /// <summary>For a person of the control API: name and address.</summary>
    public (string Name, string Email)? Person { get; init; }

    /// <summary>Scheme, host and version, for the links in answers.</summary>
    public required string Root { get; init; }

    public required Guid RequestId { get; init; }

    public string? Header(string name) => headers.Find(name);

    /// <summary>True when a preference was stated; several may stand in one header.</summary>
    public bool Prefers(string preference) => headers.Find("Prefer") is { } stated && States(stated, preference);

    /// <summary>The body, or a refusal.</summary>
    public JsonElement RequireBody() => Body ?? throw new GraphException(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");

    private static bool States(string stated, string preference) =>
        stated.Split(',', StringSplitOptions.TrimEntries).Any(given => given.Equals(preference, StringComparison.OrdinalIgnoreCase));
}
