using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Queries;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>Changes of a list since a token (7).</summary>
internal static class DeltaOperations
{
    public static void Query(GraphCall call)
    {
        var list = call.RequireList();
        var options = call.ItemOptions;
        ItemJson.CheckSelect(options.Select);
        options.CheckLookups(list);
        if (options.Filter is not null || options.OrderBy is not null || options.SkipToken is not null)
        {
            throw Refusals.Invalid("The query options $filter, $orderby and $skiptoken are not supported with delta.");
        }

        var text = TokenOf(call, options);
        if (text == "latest")
        {
            Write(call, list, options, [], isLast: true, new(list.Id, list.Log.Last, 0, call.Tenant.Now, call.Effects.TokenEpoch));
            return;
        }

        var start = text is null ? new DeltaToken(list.Id, 0, list.Log.Last, call.Tenant.Now, call.Effects.TokenEpoch) : Find(call, list, text);
        var page = Read(list, start, Math.Min(options.Top ?? call.Tenant.Options.PageSize, call.Tenant.Options.PageSizeMax), out var position, out var isLast);
        Write(call, list, options, page, isLast, start with { Position = position, Floor = isLast ? 0 : start.Floor, Issued = call.Tenant.Now });
    }

    /// <summary>7.1: the token of a request, as an option or as the function's parameter; null for none.</summary>
    public static string? TokenOf(GraphRequest request)
    {
        var last = request.Segments.Length > 0 ? request.Segments[^1] : "";
        return last.StartsWith("delta(token='", StringComparison.Ordinal) && last.EndsWith("')", StringComparison.Ordinal)
            ? last["delta(token='".Length..^2]
            : request.Query.GetValueOrDefault("token") ?? request.Query.GetValueOrDefault("$deltatoken");
    }

    private static string? TokenOf(GraphCall call, ItemOptions options) => TokenOf(call.Request) ?? options.Token;

    private static DeltaToken Find(GraphCall call, SharePointList list, string text)
    {
        var token = DeltaToken.Read(text, call.Tenant.Options.Seed);
        if (token is null || token.List != list.Id || token.Position > list.Log.Last)
        {
            throw Refusals.MalformedToken();
        }

        if (call.Effects.ResyncCode is { } code)
        {
            throw Resync(call, list, code);
        }

        return token.Epoch < call.Effects.TokenEpoch || call.Tenant.Now - token.Issued > call.Tenant.Options.DeltaTokenLifetime ? throw Resync(call, list, "resyncRequired") : token;
    }

    // 7.9: with a link at which to begin anew.
    private static GraphException Resync(GraphCall call, SharePointList list, string code) =>
        new(410, code, "Resync required. Replace any local items with the server's version (including deletes) if you're sure that the service was up to date with your local changes when you last sync'd.")
        {
            Location = Links.WithOption(call, $"{call.SitePath}/lists/{list.IdText}/items/delta", "token", null),
        };

    private static List<ListItem> Read(SharePointList list, DeltaToken start, int top, out long position, out bool isLast)
    {
        var page = new List<ListItem>(Math.Min(top, 1000));
        position = start.Position;
        var index = list.Log.After(start.Position);
        for (; index < list.Log.Count && page.Count < top; index++)
        {
            var (change, id) = list.Log.At(index);
            position = change;
            if (list.FindAny(id) is { } item && item.Change == change && !(item.IsDeleted && change <= start.Floor))
            {
                page.Add(item);
            }
        }

        isLast = index >= list.Log.Count;
        position = isLast ? list.Log.Last : position;
        return page;
    }

    private static void Write(GraphCall call, SharePointList list, ItemOptions options, List<ListItem> page, bool isLast, DeltaToken next)
    {
        var link = Links.WithOption(call, $"{call.SitePath}/lists/{list.IdText}/items/delta", "token", next.Write(call.Tenant.Options.Seed));
        call.BeginCollection("Collection(listItem)", isLast ? "@odata.deltaLink" : "@odata.nextLink", link);
        var switches = call.Tenant.Switches;
        var shown = options.Fields is null && switches.InlineFieldsWithoutExpand && options.Select?.Contains("fields") != false ? options with { Fields = FieldSelection.All } : options;
        using var rows = new ItemRows(call.Reply, ItemJson.Row(call, list, shown, isDelta: true));
        foreach (var item in call.Effects.Disturb(page))
        {
            if (!item.IsDeleted)
            {
                rows.Write(item);
            }
            else if (switches.DeltaErrorRow || call.Effects.ErrorRow)
            {
                ItemJson.WriteErrorRow(call.Reply.Json);
            }
            else
            {
                ItemJson.WriteDeleted(call.Reply.Json, list, item, switches.RemovedAnnotation);
            }
        }

        call.EndCollection();
    }
}
