using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.Runs;

namespace OrleansSync.Postgres.Runs;

/// <summary>A match and a scope as a run keeps them. Names of properties are data: added, never renamed.</summary>
internal static class StoredMatch
{
    public static string Write(MatchReport match) => JsonSerializer.Serialize(
        new Report([.. match.Fields], match.Matched, match.Ambiguous, match.New, match.Unmatched, [.. match.Samples.Select(sample => new Sample((int)sample.Outcome, [.. sample.RowKey], [.. sample.Items.Select(item => new[] { item.List.Value, item.Item })]))], match.IsConfirmed),
        StoredMatchJson.Default.Report);

    public static MatchReport ReadMatch(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredMatchJson.Default.Report) ?? throw new JsonException("A stored match is empty.");
        return new MatchReport(
            [.. stored.Fields], stored.Matched, stored.Ambiguous, stored.New, stored.Unmatched,
            [.. stored.Samples.Select(sample => new MatchSample((MatchOutcome)sample.Outcome, [.. sample.RowKey], [.. sample.Items.Select(item => new ItemAddress(new ListId(item[0]), item[1]))]))],
            stored.IsConfirmed);
    }

    public static string? Write(RunScope scope) => scope.Equals(RunScope.Whole) ? null : JsonSerializer.Serialize(new Scope(scope.List?.Value, [.. scope.Fields], scope.MatchesItems), StoredMatchJson.Default.Scope);

    public static RunScope ReadScope(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredMatchJson.Default.Scope) ?? throw new JsonException("A stored scope is empty.");
        return new RunScope(stored.List is { } list ? new ListId(list) : null, [.. stored.Fields], stored.MatchesItems);
    }

    internal sealed record Report(string[] Fields, long Matched, long Ambiguous, long New, long Unmatched, Sample[] Samples, bool IsConfirmed);

    internal sealed record Sample(int Outcome, string[] RowKey, int[][] Items);

    internal sealed record Scope(int? List, string[] Fields, bool MatchesItems);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredMatch.Report))]
[JsonSerializable(typeof(StoredMatch.Scope))]
internal sealed partial class StoredMatchJson : JsonSerializerContext;
