using System.Collections.Frozen;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>A path and query taken apart. Members of a batch that ask for the same target share one.</summary>
internal sealed class RequestTarget
{
    private (string Method, Route Route, Site? Site, string[] Arguments)? found;

    /// <summary>Takes it apart.</summary>
    /// <param name="text">Path and query after the version, for example <c>/sites/root?$select=id</c>, still encoded.</param>
    public RequestTarget(string text)
    {
        Text = text;
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        Path = mark < 0 ? text : text[..mark];
        Segments = Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Path.Contains('%', StringComparison.Ordinal))
        {
            Segments = Array.ConvertAll(Segments, Uri.UnescapeDataString);
        }

        Query = mark < 0 ? FrozenDictionary<string, string>.Empty : ParseQuery(text[(mark + 1)..]);
    }

    public string Text { get; }

    /// <summary>Without the query, still encoded.</summary>
    public string Path { get; }

    public string[] Segments { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    /// <summary>What <see cref="Router"/> says of it, asked once for a method.</summary>
    /// <exception cref="GraphException">The emulator knows no such operation.</exception>
    public (Route Route, Site? Site, string[] Arguments) Find(TenantState tenant, GraphRequest request)
    {
        if (found is { } known && known.Method == request.Method)
        {
            return (known.Route, known.Site, known.Arguments);
        }

        var (route, site, arguments) = Router.Find(tenant, request);
        found = (request.Method, route, site, arguments);
        return (route, site, arguments);
    }

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
