using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrleansSync.Engine.Cursors;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Items;

/// <summary>Reads lists over Graph.</summary>
internal sealed partial class GraphListReader(GraphClient client, BoundLists lists, ILogger<GraphListReader> logger) : IListReader
{
    private const int ItemsMax = 1000;
    private const string ReadChanges = "read the changes of the list";

    /// <summary>5.2: lets a filter use a column without index; it may fail on large lists.</summary>
    internal const string UnindexedPrefer = "HonorNonIndexedQueriesWarningMayFailRandomly";

    /// <inheritdoc/>
    public async Task<ItemPage> ReadDeltaAsync(SyncDefinition definition, ListId list, Cursor.DeltaLink? link, CancellationToken cancellationToken)
    {
        var bound = await lists.GetAsync(definition, list, cancellationToken);
        var call = new ReadCall(client, definition.Id, bound);
        var first = DeltaAddress.First(bound, client.Options.DeltaPageSize);
        var isTooOld = link?.EndedAt is { } endedAt && client.Time.GetUtcNow() - endedAt > client.Options.DeltaLinkAgeMax;
        var address = link is null || isTooOld ? first : DeltaAddress.Of(link, bound);
        for (var attempt = 0; ; attempt++)
        {
            using var answer = await call.GetAsync(
                new GraphRequest { Method = HttpMethod.Get, Path = address.Path }, address.IsFirst ? GraphCosts.DeltaFromZero : GraphCosts.Delta, ReadChanges, cancellationToken);
            if (answer.Status == 410 && !address.IsFirst)
            {
                // 7.9: whatever the code, only a full enumeration tells what is there.
                LogRestart(logger, definition.Id, list, answer.Error.ToString());
                address = first;
                continue;
            }

            if (!answer.IsSuccess)
            {
                throw answer.Status == 400 && answer.Error.IsMalformedToken
                    ? new SyncException(SyncError.DeltaLinkMalformed, "Microsoft Graph does not know the stored delta link, so it was changed since it was stored; read the list anew.")
                    : GraphFailure.Of(answer, ReadChanges, client.Time.GetUtcNow());
            }

            if (TryRead(answer, bound, address) is not { } page)
            {
                if (attempt >= client.Options.ReadRetriesMax)
                {
                    throw new SyncException(SyncError.SharePointUnavailable, "Microsoft Graph's page of changes cannot be read.") { RetryAfter = TimeSpan.FromSeconds(15) };
                }

                continue;
            }

            if (!address.IsRestart && page.Items.Any(item => item.IsUnreadable))
            {
                // 7.6: an item was deleted and the page does not say which; the link goes past it. An enumeration shows what is left, and each absence is confirmed.
                LogRestart(logger, definition.Id, list, "an error in place of an item");
                address = first;
                continue;
            }

            return await FinishAsync(definition, bound, address, page, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ItemView>> FindItemsAsync(SyncDefinition definition, ListId list, ImmutableArray<int> items, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(items.Length, ItemsMax, nameof(items));
        var bound = await lists.GetAsync(definition, list, cancellationToken);
        return await FindItemsAsync(definition, bound, items, isRestart: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<ItemView>> FindByKeysAsync(SyncDefinition definition, ListId list, ImmutableArray<SyncKey> keys, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Length, ItemsMax, nameof(keys));
        var bound = await lists.GetAsync(definition, list, cancellationToken);
        var urls = keys.Chunk(client.Options.KeysOfLookupMax).Select(chunk => LookupUrl(bound, chunk)).ToList();
        var (found, links, wanted) = (new List<ItemView>(), new Queue<string>(), keys.ToHashSet());
        var prefer = bound.Binding.KeyMode == KeyMode.Unindexed ? UnindexedPrefer : null;
        const string Doing = "look for items by their keys";
        var call = new ReadCall(client, definition.Id, bound);
        await call.ReadAllAsync(urls, GraphCosts.Query, prefer, Doing, (_, status, body) => Take(status, body), cancellationToken);
        while (links.TryDequeue(out var link))
        {
            using var answer = await call.GetAsync(new GraphRequest { Method = HttpMethod.Get, Path = link, Prefer = prefer }, GraphCosts.Query, Doing, cancellationToken);
            Take(answer.IsSuccess ? answer.Status : throw GraphFailure.Of(answer, Doing, client.Time.GetUtcNow()), answer.Body.Span);
        }

        return [.. found];

        void Take(int status, ReadOnlySpan<byte> body)
        {
            var page = status == 404 ? throw new SyncException(SyncError.ListGone, $"Could not {Doing}: the site or the list is not there.") : DecodedPage.Read(body, bound, isRestart: false);
            found.AddRange(page.Items.Select(item => item.View).OfType<ItemView>().Where(view => KeyOf(view) is { } key && wanted.Contains(key)));
            if (page.NextLink is { } next)
            {
                links.Enqueue(next);
            }
        }
    }

    private async Task<ImmutableArray<ItemView>> FindItemsAsync(SyncDefinition definition, BoundList bound, IReadOnlyList<int> items, bool isRestart, CancellationToken cancellationToken)
    {
        const string Doing = "read items of the list";
        var expand = Uri.EscapeDataString(bound.Expand);
        var urls = items.Select(item => string.Create(CultureInfo.InvariantCulture, $"/{bound.Path}/items/{item}?$expand={expand}")).ToList();
        var (views, isAnyMissing) = (new ItemView[items.Count], false);
        var call = new ReadCall(client, definition.Id, bound);
        await call.ReadAllAsync(urls, GraphCosts.Single, null, Doing, Take, cancellationToken);
        if (isAnyMissing)
        {
            // A 404 says that an item is gone only while the list itself answers.
            using var answer = await call.GetAsync(new GraphRequest { Method = HttpMethod.Get, Path = $"{bound.Path}?$select=id" }, GraphCosts.Single, Doing, cancellationToken);
            if (!answer.IsSuccess)
            {
                throw GraphFailure.Of(answer, Doing, client.Time.GetUtcNow());
            }
        }

        return [.. views];

        void Take(int index, int status, ReadOnlySpan<byte> body)
        {
            isAnyMissing |= status == 404;
            views[index] = status == 404 ? ItemDecoder.Deleted(new ItemAddress(bound.Id, items[index]), isRestart) : ReadOne(body, bound, items[index], isRestart);
        }
    }

    private async Task<ItemPage> FinishAsync(SyncDefinition definition, BoundList bound, DeltaAddress address, DecodedPage page, CancellationToken cancellationToken)
    {
        // 7.3: the last occurrence counts.
        var last = new Dictionary<int, DecodedItem>(page.Items.Count);
        foreach (var item in page.Items.Where(item => !item.IsUnreadable))
        {
            last[item.Item] = item;
        }

        var bare = last.Values.Where(item => item.NeedsFields).Select(item => item.Item).ToList();
        var read = bare.Count == 0 ? [] : await FindItemsAsync(definition, bound, bare, address.IsRestart, cancellationToken);
        var isEnd = page.NextLink is null;
        var next = address.Store(page.NextLink ?? page.DeltaLink!, isEnd); // A page has one of the two, or it would not have been read.
        return new([.. last.Values.Select(item => item.View).OfType<ItemView>(), .. read], new Cursor.DeltaLink(next, isEnd ? client.Time.GetUtcNow() : null), isEnd, address.IsRestart);
    }

    private static DecodedPage? TryRead(GraphAnswer answer, BoundList bound, DeltaAddress address)
    {
        try
        {
            var page = DecodedPage.Read(answer.Body.Span, bound, address.IsRestart);
            return page.NextLink is null && page.DeltaLink is null ? null : page;
        }
        catch (JsonException)
        {
            // A cut answer.
            return null;
        }
    }

    private static ItemView ReadOne(ReadOnlySpan<byte> body, BoundList bound, int item, bool isRestart)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        var decoded = new ItemDecoder(bound).Read(ref reader, isRestart);
        return decoded.Item == item && decoded.View is { } view ? view : throw new SyncException(SyncError.SharePointUnavailable, "Microsoft Graph gave an item without its fields.") { RetryAfter = TimeSpan.FromSeconds(15) };
    }

    private static string LookupUrl(BoundList bound, SyncKey[] keys)
    {
        var filter = string.Join(" or ", keys.Select(key => $"fields/{bound.Binding.KeyColumn} eq '{key}'"));
        return $"/{bound.Path}/items?$expand={Uri.EscapeDataString(bound.Expand)}&$filter={Uri.EscapeDataString(filter)}";
    }

    private static SyncKey? KeyOf(ItemView view) => view switch
    {
        ItemView.Seen seen => seen.Change.SyncKey,
        ItemView.Unusable unusable => unusable.Change.SyncKey,
        _ => null,
    };

    [LoggerMessage(LogLevel.Warning, "Definition {Definition} reads its list {List} from the beginning: {Reason}.")]
    private static partial void LogRestart(ILogger logger, SyncDefinitionId definition, ListId list, string reason);
}
