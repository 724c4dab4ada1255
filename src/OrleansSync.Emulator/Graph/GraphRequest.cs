using System.Collections.Frozen;
using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Tokens;

namespace OrleansSync.Emulator.Graph;

/// <summary>A request to Graph, on its own or as a member of a batch.</summary>
internal sealed class GraphRequest
{
    private readonly Func<string, string?> header;

    /// <summary>Takes a target apart.</summary>
    /// <param name="target">Path and query after the version, for example <c>/sites/root?$select=id</c>, still encoded.</param>
    /// <param name="header">Finds a header by name, without regard to case.</param>
    public GraphRequest(string method, string target, Func<string, string?> header, JsonElement? body)
    {
        (Method, Target, this.header, Body) = (method, target, header, body);
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        Path = mark < 0 ? target : target[..mark];
        Segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Path.Contains('%', StringComparison.Ordinal))
        {
            Segments = Array.ConvertAll(Segments, Uri.UnescapeDataString);
        }

        Query = mark < 0 ? FrozenDictionary<string, string>.Empty : ParseQuery(target[(mark + 1)..]);
    }

    public string Method { get; }

    public string Target { get; }

    /// <summary>Without the query, still encoded.</summary>
    public string Path { get; }

    public string[] Segments { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    public JsonElement? Body { get; }

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

    private static Dictionary<string, string> ParseQuery(string query)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equal = pair.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equal < 0 ? (pair, "") : (pair[..equal], pair[(equal + 1)..]);
            if (!result.TryAdd(Decode(name), Decode(value)))
            {
                throw Refusals.Invalid("A query option was given twice.");
            }
        }

        return result;

        static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
    }
}
