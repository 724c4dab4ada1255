using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Graph;

/// <summary>Finds what a path and a method mean. What is not here the emulator does not know, and refuses.</summary>
internal static class Router
{
    private static readonly Route[] OfSites =
    [
        new("GET", [], OperationKind.Site, 1, Permission.Read, SiteOperations.Get),
        new("GET", ["lists"], OperationKind.ListRead, 2, Permission.Read, ListOperations.Query),
        new("POST", ["lists"], OperationKind.ListWrite, 2, Permission.Manage, ListOperations.Create),
        new("GET", ["lists", "*"], OperationKind.ListRead, 1, Permission.Read, ListOperations.Get),
        new("PATCH", ["lists", "*"], OperationKind.ListWrite, 2, Permission.Manage, ListOperations.Patch),
        new("DELETE", ["lists", "*"], OperationKind.ListWrite, 2, Permission.Manage, ListOperations.Delete),
        new("GET", ["lists", "*", "columns"], OperationKind.ColumnRead, 2, Permission.Read, ColumnOperations.Query),
        new("POST", ["lists", "*", "columns"], OperationKind.ColumnWrite, 2, Permission.Manage, ColumnOperations.Create),
        new("GET", ["lists", "*", "columns", "*"], OperationKind.ColumnRead, 1, Permission.Read, ColumnOperations.Get),
        new("PATCH", ["lists", "*", "columns", "*"], OperationKind.ColumnWrite, 2, Permission.Manage, ColumnOperations.Patch),
        new("DELETE", ["lists", "*", "columns", "*"], OperationKind.ColumnWrite, 2, Permission.Manage, ColumnOperations.Delete),
        new("GET", ["lists", "*", "contentTypes"], OperationKind.ColumnRead, 2, Permission.Read, ColumnOperations.QueryContentTypes),
        new("GET", ["lists", "*", "contentTypes", "*"], OperationKind.ColumnRead, 1, Permission.Read, ColumnOperations.GetContentType),
        new("GET", ["lists", "*", "items"], OperationKind.ItemQuery, 2, Permission.Read, ItemQueries.Query),
        new("POST", ["lists", "*", "items"], OperationKind.ItemCreate, 2, Permission.Write, ItemOperations.Create),
        new("GET", ["lists", "*", "items", "delta"], OperationKind.Delta, 2, Permission.Read, DeltaOperations.Query),
        new("GET", ["lists", "*", "items", "*"], OperationKind.ItemRead, 1, Permission.Read, ItemOperations.Get),
        new("PATCH", ["lists", "*", "items", "*"], OperationKind.ItemUpdate, 2, Permission.Write, ItemOperations.Patch),
        new("DELETE", ["lists", "*", "items", "*"], OperationKind.ItemDelete, 2, Permission.Write, ItemOperations.Delete),
        new("GET", ["lists", "*", "items", "*", "fields"], OperationKind.ItemRead, 1, Permission.Read, ItemOperations.GetFields),
        new("PATCH", ["lists", "*", "items", "*", "fields"], OperationKind.ItemUpdate, 2, Permission.Write, ItemOperations.PatchFields),
    ];

    private static readonly Route Search = new("GET", ["sites"], OperationKind.Site, 2, Permission.Read, SiteOperations.Search);
    private static readonly Route GetAll = new("GET", ["sites", "getAllSites"], OperationKind.Site, 2, Permission.Read, SiteOperations.GetAll);

    /// <summary>The operation, the site and the arguments of a request.</summary>
    /// <exception cref="GraphException">The emulator knows no such operation.</exception>
    public static (Route Route, Site? Site, string[] Arguments) Find(TenantState tenant, GraphRequest request)
    {
        var segments = request.Segments;
        if (segments.Length == 0 || !segments[0].Equals("sites", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusals.NoSegment(segments.Length == 0 ? "" : segments[0]);
        }

        if (segments.Length == 1 || (segments.Length == 2 && segments[1].Equals("getAllSites", StringComparison.OrdinalIgnoreCase)))
        {
            return request.Method == "GET" ? (segments.Length == 1 ? Search : GetAll, null, []) : throw Refusals.NoMethod(tenant.Switches.UnknownMethodAs405);
        }

        var site = FindSite(tenant, segments, out var used);
        var rest = Normalise(segments.AsSpan(used));
        var isPath = false;
        foreach (var route in OfSites)
        {
            if (route.Fits(rest))
            {
                isPath = true;
                if (route.Method == request.Method)
                {
                    // 10.2: a delta with a token costs one unit.
                    return (route.Kind == OperationKind.Delta && DeltaOperations.TokenOf(request) is not null ? route with { Units = 1 } : route, site, route.Arguments(rest));
                }
            }
        }

        throw isPath ? Refusals.NoMethod(tenant.Switches.UnknownMethodAs405) : Refusals.NoSegment(rest.Length > 0 ? rest[^1] : "");
    }

    // 3.1 and 3.2: by id, or by host and path between colons.
    private static Site? FindSite(TenantState tenant, string[] segments, out int used)
    {
        used = 2;
        var key = segments[1];
        if (!key.EndsWith(':'))
        {
            var site = tenant.FindSite(key);
            if (segments.Length > 2 && segments[2].StartsWith("getByPath(path='", StringComparison.OrdinalIgnoreCase))
            {
                // The path may hold slashes, and goes on until the parenthesis closes.
                while (used < segments.Length && !segments[used].EndsWith("')", StringComparison.Ordinal))
                {
                    used++;
                }

                used = Math.Min(used + 1, segments.Length);
                var whole = string.Join('/', segments[2..used]);
                return site is null ? null : tenant.FindSiteByPath(site.Path + "/" + whole["getByPath(path='".Length..].TrimEnd(')', '\'').Trim('/'));
            }

            return site;
        }

        var path = new List<string>();
        while (used < segments.Length)
        {
            var segment = segments[used++];
            path.Add(segment.TrimEnd(':'));
            if (segment.EndsWith(':'))
            {
                break;
            }
        }

        return key[..^1].Equals(tenant.Options.SiteHost, StringComparison.OrdinalIgnoreCase) ? tenant.FindSiteByPath(path.Count == 0 ? "" : "/" + string.Join('/', path)) : null;
    }

    private static ReadOnlySpan<string> Normalise(Span<string> rest)
    {
        if (rest.Length > 0 && rest[^1].StartsWith("delta(", StringComparison.Ordinal))
        {
            string[] copy = [.. rest];
            copy[^1] = "delta";
            return copy;
        }

        return rest;
    }
}
