using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Previews;
using Value = OrleansSync.Engine.Values.Value;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Previews as callers see them.</summary>
internal static class PreviewMapping
{
    /// <summary>One row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="idOf">The declared id of a list; empty for none.</param>
    public static V1.PreviewedRow ToProto(this PreviewedRow row, Func<ListId?, string> idOf) => new()
    {
        Kind = (V1.PreviewKind)row.Kind,
        Key = row.Key.ToString(),
        RowKey = { row.RowKey?.Parts.Select(part => part.ToPostgresText()) ?? [] },
        ItemId = row.Item?.Item ?? 0,
        SharepointListId = idOf(row.List),
        Fields = { row.Fields.Select(ToProto) },
        Reason = JsonNamingPolicy.SnakeCaseUpper.ConvertName(row.Reason),
    };

    /// <summary>The summary.</summary>
    public static V1.PreviewSummary ToProto(this PreviewSummary summary, BudgetLimits budget) => new()
    {
        Counts = { summary.Counts.Select(count => new V1.PreviewCount { Kind = (V1.PreviewKind)count.Key, Rows = count.Value }) },
        RowsShown = summary.Shown,
        Deletes = summary.Deletes,
        GuardTrips = summary.Guard != GuardVerdict.Passes,
        ResourceUnits = summary.Units,
        Duration = Duration.FromTimeSpan(summary.Duration),
        UnitsPerMinute = budget.UnitsPerMinute,
        Match = summary.Match?.ToProto(),
    };

    private static V1.PreviewedField ToProto(PreviewedField field)
    {
        var proto = new V1.PreviewedField { Field = field.Name };
        if (TextOf(field.Before) is { } before)
        {
            proto.Before = before;
        }

        if (TextOf(field.After) is { } after)
        {
            proto.After = after;
        }

        return proto;
    }

    private static string? TextOf(Value? value) => value switch
    {
        null or { IsNull: true } or { IsUnknown: true } => null,
        Engine.Values.TextValue text => text.Text,
        Engine.Values.NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        Engine.Values.BooleanValue boolean => boolean.IsTrue ? "true" : "false",
        Engine.Values.InstantValue instant => instant.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        Engine.Values.DateValue date => date.Date.ToString("O", CultureInfo.InvariantCulture),
        Engine.Values.ChoicesValue choices => string.Join("; ", choices.Choices),
        Engine.Values.LookupsValue lookups => string.Join("; ", lookups.Ids),
        Engine.Values.PersonsValue persons => string.Join("; ", persons.Ids),
        Engine.Values.LinkValue link => link.Url,
        Engine.Values.JsonValue json => json.Text,
        _ => null,
    };
}
