using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>The kinds of values, for people.</summary>
internal static class Kinds
{
    public static bool IsComparable(ValueKind kind) => kind is ValueKind.Text or ValueKind.Number or ValueKind.Boolean or ValueKind.Instant or ValueKind.Date;

    public static string Name(ValueKind kind) => kind switch
    {
        ValueKind.Text => "text",
        ValueKind.Number => "number",
        ValueKind.Boolean => "boolean",
        ValueKind.Instant => "timestamp",
        ValueKind.Date => "date",
        ValueKind.Choices => "set of texts",
        ValueKind.Lookups => "set of items",
        ValueKind.Persons => "set of people",
        ValueKind.Link => "link",
        ValueKind.Json => "json",
        _ => "null",
    };

    public static string Names(IEnumerable<ValueKind> kinds) => string.Join(" or ", kinds.Select(Name));

    /// <summary>How to get from one kind to another; empty when there is no way.</summary>
    public static string Way(ValueKind from, ValueKind wanted) => (from, wanted) switch
    {
        (ValueKind.Number or ValueKind.Boolean or ValueKind.Date or ValueKind.Instant or ValueKind.Json, ValueKind.Text) => "Convert it with to_text(...).",
        (ValueKind.Text, ValueKind.Number) => "Convert it with to_number(...).",
        (ValueKind.Text or ValueKind.Instant, ValueKind.Date) => "Convert it with to_date(...).",
        (_, ValueKind.Boolean) => "A condition compares something, as in status = 'open'.",
        _ => "",
    };
}
