using System.Collections.Frozen;
using System.Globalization;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Queries;

/// <summary>The query options of a read of items; a name may stand with or without its <c>$</c> (2.6).</summary>
/// <param name="Select">Members of the item asked for, or null for all.</param>
/// <param name="Fields">The fields asked for, or null when they are not expanded.</param>
internal sealed record ItemOptions(FrozenSet<string>? Select, FieldSelection? Fields, string? Filter, string? OrderBy, int? Top, string? SkipToken, string? Token)
{
    /// <summary>Lookup-like columns of a query (5.2).</summary>
    private const int LookupsMax = 12;

    /// <summary>Reads them; what the service refuses on items is refused (2.4).</summary>
    public static ItemOptions Parse(IReadOnlyDictionary<string, string> query)
    {
        string? Get(string name) => query.GetValueOrDefault("$" + name) ?? query.GetValueOrDefault(name);
        foreach (var refused in new[] { "$skip", "$count" })
        {
            if (query.ContainsKey(refused))
            {
                throw Refusals.Invalid($"{refused} is not supported on this API. Only URLs returned by the API can be used to page.");
            }
        }

        if (query.Keys.FirstOrDefault(key => key.StartsWith('$') && key is not ("$select" or "$expand" or "$filter" or "$orderby" or "$top" or "$skiptoken" or "$deltatoken")) is { } unknown)
        {
            throw Refusals.Invalid($"The query option '{unknown}' is not supported.");
        }

        var top = Get("top") is { } text ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Refusals.Invalid("Invalid value for $top.") : (int?)null;
        var select = Get("select") is { Length: > 0 } names ? names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet() : null;
        return new(select, Get("expand") is { } expand ? Expand(expand) : null, Get("filter"), Get("orderby"), top, Get("skiptoken"), Get("token") ?? query.GetValueOrDefault("$deltatoken"));
    }

    /// <summary>Refuses more lookups than a query may have.</summary>
    public void CheckLookups(Lists.SharePointList list)
    {
        if (Fields is null or { IsAll: true })
        {
            return;
        }

        var lookups = 0;
        foreach (var column in list.Columns)
        {
            lookups += column.IsLookup && (Fields.Has(column.Name) || Fields.Has(column.LookupIdName)) ? 1 : 0;
        }

        if (lookups > LookupsMax)
        {
            throw Refusals.Invalid("The query cannot be completed because the number of lookup columns it contains exceeds the lookup column threshold.");
        }
    }

    private static FieldSelection Expand(string expand)
    {
        var text = expand.Trim();
        if (text == "fields")
        {
            return FieldSelection.All;
        }

        if (!text.StartsWith("fields(", StringComparison.Ordinal) || !text.EndsWith(')'))
        {
            throw Refusals.Invalid($"The expansion '{text}' is not supported.");
        }

        var inner = text["fields(".Length..^1].Split('=', 2);
        return inner.Length == 2 && inner[0].Trim() is "$select" or "select"
            ? new(inner[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToFrozenSet())
            : throw Refusals.Invalid($"The expansion '{text}' is not supported.");
    }
}
