using System.Globalization;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Queries;

namespace OrleansSync.Emulator.Graph;

/// <summary>Pages of items (5.2, 2.4, 2.5).</summary>
internal static class ItemQueries
{
    private const string RiskHeader = "HonorNonIndexedQueriesWarningMayFailRandomly";

    public static void Query(GraphCall call)
    {
        var list = call.RequireList();
        var options = call.ItemOptions;
        ItemJson.CheckSelect(options.Select);
        options.CheckLookups(list);
        var filter = options.Filter is { } text ? FilterParser.Parse(list, text, call.Tenant.Switches) : null;
        var (order, descending) = options.OrderBy is { } by ? ParseOrder(list, by) : (null, false);
        Check(call, list, filter, order);

        var top = Math.Min(options.Top ?? call.Tenant.Options.PageSize, call.Tenant.Options.PageSizeMax);
        var after = options.SkipToken is { } token ? ParseSkipToken(token) : 0;
        var found = order is null ? InOrderOfIds(list, filter, after) : Ordered(list, filter, order, descending, after);
        var page = found.Take(top + 1).ToList();
        var more = page.Count > top;
        var link = more ? Links.WithOption(call, $"{call.SitePath}/lists/{list.IdText}/items", "$skiptoken", $"Paged=TRUE&p_ID={page[top - 1].Id.ToString(CultureInfo.InvariantCulture)}") : null;
        call.BeginCollection($"sites('{list.Site.EscapedId}')/lists('{list.IdText}')/items", more ? "@odata.nextLink" : null, link);
        using var rows = new ItemRows(call.Reply, ItemJson.Row(call, list, options, isDelta: false));
        foreach (var item in page.Take(top))
        {
            rows.Write(item);
        }

        call.EndCollection();
    }

    private static IEnumerable<ListItem> InOrderOfIds(SharePointList list, ItemFilter? filter, int after)
    {
        if (filter?.Exact is { } exact)
        {
            return list.Find(list.FindUnique(exact.Column, exact.Value)) is { } item && item.Id > after && filter.Matches(item) ? [item] : [];
        }

        return filter is null ? list.After(after) : list.After(after).Where(filter.Matches);
    }

    private static IEnumerable<ListItem> Ordered(SharePointList list, ItemFilter? filter, QueryField order, bool descending, int after)
    {
        var sign = descending ? -1 : 1;
        int Compare(ListItem one, ListItem other) => FilterParser.Order(order.Value(one), order.Value(other)) is var byValue && byValue != 0 ? sign * byValue : one.Id.CompareTo(other.Id);
        var items = InOrderOfIds(list, filter, 0).ToList();
        items.Sort(Compare);
        return after > 0 && list.FindAny(after) is { } last ? items.SkipWhile(item => Compare(item, last) <= 0) : items;
    }

    private static (QueryField Field, bool Descending) ParseOrder(SharePointList list, string orderBy)
    {
        var parts = orderBy.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (orderBy.Contains(',', StringComparison.Ordinal) || parts.Length is 0 or > 2 || (parts.Length == 2 && parts[1] is not ("asc" or "desc")))
        {
            throw Refusals.Invalid("Invalid orderby clause");
        }

        return (QueryField.Find(list, parts[0]), parts.Length == 2 && parts[1] == "desc");
    }

    // 5.2: an index is needed; above the threshold the first predicate by an index has to be selective on its own.
    private static void Check(GraphCall call, SharePointList list, ItemFilter? filter, QueryField? order)
    {
        var anyway = call.Request.Prefers(RiskHeader);
        var indexed = true;
        foreach (var field in filter?.Fields ?? [])
        {
            indexed &= field.Check(anyway);
        }

        indexed &= order?.Check(anyway) ?? true;
        var threshold = call.Tenant.Options.ListViewThreshold;
        if (list.Count <= threshold || (filter is null && indexed) || filter?.Exact is not null)
        {
            return;
        }

        if (filter?.First is not { } first || list.After(0).Where(first).Skip(threshold).Any())
        {
            throw Refusals.Threshold(call.Tenant.Switches.ThresholdAs429);
        }
    }

    private static int ParseSkipToken(string token)
    {
        const string Start = "Paged=TRUE&p_ID=";
        return token.StartsWith(Start, StringComparison.Ordinal) && int.TryParse(token.AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id : throw Refusals.Invalid("The skip token is malformed.");
    }
}
