using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Tokens;

namespace OrleansSync.Emulator.Graph;

/// <summary>A request to Graph, on its own or as a member of a batch.</summary>
/// <param name="header">Finds a header by name, without regard to case.</param>
internal sealed class GraphRequest(string method, RequestTarget target, Func<string, string?> header, JsonElement? body)
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

    public string? Header(string name) => header(name);

    /// <summary>True when a preference was stated; several may stand in one header.</summary>
    public bool Prefers(string preference) =>
        header("Prefer") is { } prefer && prefer.Split(',', StringSplitOptions.TrimEntries).Any(given => given.Equals(preference, StringComparison.OrdinalIgnoreCase));

    /// <summary>The body, or a refusal.</summary>
    public JsonElement RequireBody() => Body ?? throw new GraphException(400, "BadRequest", "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.");
}
