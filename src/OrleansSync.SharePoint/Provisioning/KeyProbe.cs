using System.Collections.Immutable;
using System.Text.Json;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.SharePoint.Provisioning;

/// <summary>
/// Proves that a list keeps keys as its mode promises: an item is written with a key, read, found by it, its double refused, and deleted. The key
/// is one that no row can have, so that what a broken run left is found and taken away by the next.
/// </summary>
internal sealed class KeyProbe(SetupCalls calls)
{
    private const string Doing = "prove the column of keys with a probe item";
    private static readonly string Key = new('f', Engine.Keys.SyncKey.TextLength);

    /// <summary>Proves it.</summary>
    /// <exception cref="SyncException">The list does not keep keys so; the message says what failed and the way out.</exception>
    public async Task RunAsync(string listPath, string column, KeyMode mode, CancellationToken cancellationToken)
    {
        var made = ImmutableArray<string>.Empty;
        try
        {
            await SweepAsync(listPath, column, mode, cancellationToken);
            var first = await CreateAsync(listPath, column, cancellationToken);
            made = first is null ? throw Failed("an item with a key was refused") : [first];
            await CheckReadAsync(listPath, column, first, cancellationToken);
            if (!(await FindAsync(listPath, column, mode, cancellationToken)).Contains(first))
            {
                throw Failed("the item was not found by its key");
            }

            var second = mode == KeyMode.Unindexed ? null : await CreateAsync(listPath, column, cancellationToken);
            made = second is null ? made : [first, second];
            if (second is not null)
            {
                throw Failed("a second item with the same key was accepted");
            }
        }
        finally
        {
            // Not cancelled with the rest: a probe item should not stay.
            foreach (var item in made)
            {
                await calls.DeleteAsync($"{listPath}/items/{item}", Doing, CancellationToken.None);
            }
        }
    }

    private async Task SweepAsync(string listPath, string column, KeyMode mode, CancellationToken cancellationToken)
    {
        foreach (var item in await FindAsync(listPath, column, mode, cancellationToken))
        {
            await calls.DeleteAsync($"{listPath}/items/{item}", Doing, cancellationToken);
        }
    }

    /// <summary>The new item's id; null when the key was refused as taken.</summary>
    private async Task<string?> CreateAsync(string listPath, string column, CancellationToken cancellationToken)
    {
        var body = SetupCalls.Body(json =>
        {
            json.WriteStartObject("fields");
            json.WriteString(column, Key);
            json.WriteEndObject();
        });
        using var answer = await calls.SendAsync(HttpMethod.Post, $"{listPath}/items", body, GraphCosts.Write, Doing, cancellationToken);
        if (answer.Status == 400 && answer.Error.IsUniqueViolation)
        {
            return null;
        }

        using var document = Parse(answer);
        return document.RootElement.GetProperty("id").GetString();
    }

    private async Task CheckReadAsync(string listPath, string column, string item, CancellationToken cancellationToken)
    {
        using var answer = await calls.SendAsync(HttpMethod.Get, $"{listPath}/items/{item}?$expand={Uri.EscapeDataString($"fields($select={column})")}", default, GraphCosts.Single, Doing, cancellationToken);
        using var document = Parse(answer);
        if (!document.RootElement.TryGetProperty("fields", out var fields) || !fields.TryGetProperty(column, out var text) || text.GetString() != Key)
        {
            throw Failed("the key was read back changed");
        }
    }

    private async Task<List<string>> FindAsync(string listPath, string column, KeyMode mode, CancellationToken cancellationToken)
    {
        var filter = Uri.EscapeDataString($"fields/{column} eq '{Key}'");
        var prefer = mode == KeyMode.Unindexed ? GraphListReader.UnindexedPrefer : null;
        using var answer = await calls.SendAsync(HttpMethod.Get, $"{listPath}/items?$filter={filter}", default, GraphCosts.Query, Doing, cancellationToken, prefer);
        using var document = Parse(answer);
        return [.. document.RootElement.GetProperty("value").EnumerateArray().Select(item => item.GetProperty("id").GetString()!)]; // An item has an id.
    }

    private JsonDocument Parse(GraphAnswer answer) => answer.IsSuccess ? JsonDocument.Parse(answer.Body) : throw GraphFailure.Of(answer, Doing, calls.Time.GetUtcNow());

    private static SyncException Failed(string what) => new(SyncError.SharePointRefused, $"The list does not keep keys: {what}. Use a list of its own, or declare another key mode.");
}
