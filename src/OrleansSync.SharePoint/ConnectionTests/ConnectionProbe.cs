using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Lists;

namespace OrleansSync.SharePoint.ConnectionTests;

/// <summary>
/// The connection test: makes a list of its own in a site, looks at each fact that the client relies on and no document says, and deletes the list.
/// One fact that cannot be seen does not stop the others.
/// </summary>
internal sealed class ConnectionProbe(SetupCalls calls)
{
    /// <summary>The name of the list that it makes; one that a broken run left is taken and deleted.</summary>
    public const string ListName = "OrleansSync connection test";

    private const string Doing = "test the connection";

    private static readonly ImmutableArray<(ProbedFact Fact, Func<Scratch, Task<(bool Holds, string Seen)>> Look)> Facts =
    [
        (new("6.2", "A text of white space only is stored as empty.", "Writes two blanks and reads."), scratch => scratch.WriteAsync("line", "\"  \"", value => value is null)),
        (new("6.2", "Blanks at the ends of a text stay.", "Writes ' a ' and reads."), scratch => scratch.WriteAsync("line", "\" a \"", value => value == "\" a \"")),
        (new("6.5", "Line breaks of a note come back as LF.", "Writes CRLF and reads."), scratch => scratch.WriteAsync("lines", "\"a\\r\\nb\"", value => value == "\"a\\nb\"")),
        (new("6.8", "An instant with the letter Z is read as UTC.", "Writes 2025-03-24T12:00:00Z and reads."), scratch => scratch.WriteAsync("instant", "\"2025-03-24T12:00:00Z\"", value => value == "\"2025-03-24T12:00:00Z\"")),
        (new("6.9", "1900-01-01 is held.", "Writes it and reads."), scratch => scratch.WriteAsync("instant", "\"1900-01-01T00:00:00Z\"", value => value == "\"1900-01-01T00:00:00Z\"")),
        (new("6.10", "A number keeps 17 significant digits.", "Writes 0.12345678901234566 and reads."), scratch => scratch.WriteAsync("number", "0.12345678901234566", value => value == "0.12345678901234566")),
        (new("6.18", "Unicode is not normalised, and surrogate pairs stay.", "Writes e with a combining accent and a face, and reads."), scratch => scratch.WriteAsync("line", "\"e\\u0301\\uD83D\\uDE00\"", value => value is not null && JsonSerializer.Deserialize(value, ProbeJson.Default.String) == "e\u0301\U0001F600")),
        (new("5.4", "null clears a text.", "Writes a text, then null, and reads."), scratch => scratch.WriteAsync("line", "null", value => value is null)),
        (new("5.4", "A hyperlink is written as an object under Prefer: apiversion=2.1.", "Writes one and reads."), scratch => scratch.WriteAsync("link", """{"Url":"https://example.com/","Description":"d"}""", value => value?.Contains("https://example.com/", StringComparison.Ordinal) == true)),
        (new("5.3", "A second item of a unique value is refused with a message that names unique constraints.", "Makes two items with one value."), scratch => scratch.UniqueAsync()),
        (new("6.17", "The filter on a hidden, indexed column finds a value without regard to case.", "Filters by the value in capitals."), scratch => scratch.FilterAsync()),
        (new("5.3", "A PATCH under an old version is refused with 412, or 409 resourceModified.", "Writes under a version that is none."), scratch => scratch.OldVersionAsync()),
        (new("5.3", "The answer to a write tells the item's version.", "Writes and compares with a read."), scratch => scratch.VersionAsync()),
        (new("7.5", "Delta rows carry the fields that were asked for.", "Reads a page of changes."), scratch => scratch.DeltaAsync()),
        (new("7.10", "A changed delta token is answered with 400 and a message that calls it malformed.", "Sends a token that is none."), scratch => scratch.GarbageAsync()),
        (new("7.6", "A deleted item shows as deleted in the next changes.", "Deletes one and reads the changes."), scratch => scratch.DeletedAsync()),
    ];

    /// <summary>Every fact that is looked at.</summary>
    public static ImmutableArray<ProbedFact> All { get; } = [.. Facts.Select(entry => entry.Fact)];

    /// <summary>Looks at every fact in a site.</summary>
    /// <exception cref="SyncException">The list could not be made.</exception>
    public async Task<ImmutableArray<FactResult>> RunAsync(string siteId, CancellationToken cancellationToken)
    {
        var lists = new ListDirectory(calls);
        var list = await lists.FindByNameAsync(siteId, ListName, cancellationToken);
        if (list is not null)
        {
            await lists.DeleteAsync(siteId, list.Id, cancellationToken);
        }

        list = await lists.CreateAsync(siteId, ListName, cancellationToken);
        try
        {
            var scratch = await Scratch.MakeAsync(calls, $"sites/{Uri.EscapeDataString(siteId)}/lists/{list.Id}", cancellationToken);
            var results = ImmutableArray.CreateBuilder<FactResult>(Facts.Length);
            foreach (var (fact, look) in Facts)
            {
                results.Add(await LookAsync(fact, look, scratch));
            }

            return results.ToImmutable();
        }
        finally
        {
            await lists.DeleteAsync(siteId, list.Id, CancellationToken.None);
        }
    }

    private static async Task<FactResult> LookAsync(ProbedFact fact, Func<Scratch, Task<(bool Holds, string Seen)>> look, Scratch scratch)
    {
        try
        {
            var (holds, seen) = await look(scratch);
            return new(fact, holds, seen);
        }
        catch (Exception exception) when (exception is SyncException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new(fact, null, exception is SyncException ? exception.Message : "The answer has another form than expected.");
        }
    }

    /// <summary>The list of one run, with a column of each kind that is looked at.</summary>
    private sealed class Scratch(SetupCalls calls, string path, CancellationToken cancellationToken)
    {
        private const string Unique = "0123456789abcdef0123456789abcdef";

        public static async Task<Scratch> MakeAsync(SetupCalls calls, string path, CancellationToken cancellationToken)
        {
            var columns = new ColumnDirectory(calls);
            DeclaredColumn[] declared =
            [
                new("line", Engine.Values.Lists.ListColumnKind.Text), new("lines", Engine.Values.Lists.ListColumnKind.Note), new("number", Engine.Values.Lists.ListColumnKind.Number),
                new("instant", Engine.Values.Lists.ListColumnKind.DateTime), new("link", Engine.Values.Lists.ListColumnKind.Hyperlink),
                new("unique", Engine.Values.Lists.ListColumnKind.Text) { IsHidden = true, IsIndexed = true, IsUnique = true },
            ];
            foreach (var column in declared)
            {
                using var answer = await columns.CreateAsync(path, column, cancellationToken);
                if (!answer.IsSuccess)
                {
                    throw GraphFailure.Of(answer, $"make the column {column.Name}", calls.Time.GetUtcNow());
                }
            }

            return new(calls, path, cancellationToken);
        }

        public async Task<(bool Holds, string Seen)> WriteAsync(string column, string value, Func<string?, bool> fits)
        {
            var (item, _) = await CreateAsync("{}");
            if (value == "null")
            {
                await PatchAsync(item, $$"""{"{{column}}":"x"}""");
            }

            var status = await PatchAsync(item, $$"""{"{{column}}":{{value}}}""", column == "link" ? Items.ItemEncoder.LinkPrefer : null);
            using var read = await GetAsync($"items/{item}?$expand=fields($select={column})");
            var seen = read.RootElement.GetProperty("fields").TryGetProperty(column, out var found) ? found.GetRawText() : null;
            return (status == 200 && fits(seen is null ? null : Plain(found)), $"{status}, {seen ?? "absent"}");
        }

        public async Task<(bool Holds, string Seen)> UniqueAsync()
        {
            await CreateAsync($$"""{"unique":"{{Unique}}"}""");
            using var second = await calls.SendAsync(HttpMethod.Post, $"{path}/items", Fields($$"""{"unique":"{{Unique}}"}"""), GraphCosts.Write, Doing, cancellationToken);
            return (second.Status == 400 && second.Error.IsUniqueViolation, Say(second));
        }

        public async Task<(bool Holds, string Seen)> FilterAsync()
        {
            using var found = await GetAsync($"items?$filter={Uri.EscapeDataString($"fields/unique eq '{Unique.ToUpperInvariant()}'")}");
            var count = found.RootElement.GetProperty("value").GetArrayLength();
            return (count == 1, string.Create(CultureInfo.InvariantCulture, $"{count} items"));
        }

        public async Task<(bool Holds, string Seen)> OldVersionAsync()
        {
            var (item, _) = await CreateAsync("{}");
            using var answer = await calls.SendAsync(
                HttpMethod.Patch, $"{path}/items/{item}/fields", Encoding.UTF8.GetBytes("""{"line":"x"}"""), GraphCosts.Write, Doing, cancellationToken, ifMatch: "\"00000000-0000-0000-0000-000000000000,999\"");
            return (answer.Status == 412 || (answer.Status == 409 && answer.Error.IsModified), Say(answer));
        }

        public async Task<(bool Holds, string Seen)> VersionAsync()
        {
            var (item, eTag) = await CreateAsync("{}");
            using var read = await GetAsync($"items/{item}");
            var now = read.RootElement.GetProperty("eTag").GetString();
            return (eTag is not null && now is not null && new Engine.Lists.ETag(eTag) == new Engine.Lists.ETag(now), eTag is null ? "absent" : "present");
        }

        public async Task<(bool Holds, string Seen)> DeltaAsync()
        {
            await CreateAsync("""{"line":"delta"}""");
            using var page = await GetAsync("items/delta?$expand=fields($select=line)");
            var rows = page.RootElement.GetProperty("value").EnumerateArray().ToList();
            var with = rows.Count(row => row.TryGetProperty("fields", out _));
            return (rows.Count > 0 && with == rows.Count, string.Create(CultureInfo.InvariantCulture, $"{with} of {rows.Count} rows"));
        }

        public async Task<(bool Holds, string Seen)> GarbageAsync()
        {
            using var answer = await calls.SendAsync(HttpMethod.Get, $"{path}/items/delta?token=none", default, GraphCosts.Delta, Doing, cancellationToken);
            return (answer.Status == 400 && answer.Error.IsMalformedToken, Say(answer));
        }

        public async Task<(bool Holds, string Seen)> DeletedAsync()
        {
            var (item, _) = await CreateAsync("{}");
            using var latest = await GetAsync("items/delta?token=latest");
            var link = latest.RootElement.GetProperty("@odata.deltaLink").GetString() ?? "";
            await calls.DeleteAsync($"{path}/items/{item}", Doing, cancellationToken);
            using var answer = await calls.SendAsync(HttpMethod.Get, link, default, GraphCosts.Delta, Doing, cancellationToken);
            using var page = Parse(answer);
            var row = page.RootElement.GetProperty("value").EnumerateArray().LastOrDefault(row => row.TryGetProperty("id", out var id) && id.GetString() == item);
            var isDeleted = row.ValueKind == JsonValueKind.Object && (row.TryGetProperty("deleted", out _) || row.TryGetProperty("@removed", out _));
            return (isDeleted, row.ValueKind == JsonValueKind.Object ? string.Join(", ", row.EnumerateObject().Select(member => member.Name)) : "absent");
        }

        // Escapes are the writer's choice, so texts are compared in one form.
        private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? JsonSerializer.Serialize(value.GetString() ?? "", ProbeJson.Default.String) : value.GetRawText();

        private static string Say(GraphAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.Error}");

        private static byte[] Fields(string fields) => Encoding.UTF8.GetBytes($$"""{"fields":{{fields}}}""");

        private async Task<(string Item, string? ETag)> CreateAsync(string fields)
        {
            using var answer = await calls.SendAsync(HttpMethod.Post, $"{path}/items", Fields(fields), GraphCosts.Write, Doing, cancellationToken);
            using var made = Parse(answer);
            return (made.RootElement.GetProperty("id").GetString() ?? "", made.RootElement.TryGetProperty("eTag", out var eTag) ? eTag.GetString() : null);
        }

        private async Task<int> PatchAsync(string item, string fields, string? prefer = null)
        {
            using var answer = await calls.SendAsync(HttpMethod.Patch, $"{path}/items/{item}/fields", Encoding.UTF8.GetBytes(fields), GraphCosts.Write, Doing, cancellationToken, prefer);
            return answer.Status;
        }

        private async Task<JsonDocument> GetAsync(string rest)
        {
            using var answer = await calls.SendAsync(HttpMethod.Get, $"{path}/{rest}", default, GraphCosts.Query, Doing, cancellationToken);
            return Parse(answer);
        }

        // The document outlives the answer's buffer.
        private JsonDocument Parse(GraphAnswer answer) => answer.IsSuccess ? JsonDocument.Parse(answer.Body.ToArray()) : throw GraphFailure.Of(answer, Doing, calls.Time.GetUtcNow());
    }
}
