using System.Collections.Immutable;
using OrleansSync.Engine.Expressions.Running;
using OrleansSync.Engine.Values;
using static OrleansSync.Engine.Values.ValueKind;

namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>All functions but <c>coalesce</c>, <c>date_part</c> and <c>date_trunc</c>, which the checker knows: their result depends on their arguments.</summary>
internal static class Functions
{
    public const string Coalesce = "coalesce";
    public const string DatePart = "date_part";
    public const string DateTrunc = "date_trunc";

    private static readonly ImmutableArray<ValueKind> Texts = [ValueKind.Text];
    private static readonly ImmutableArray<ValueKind> Numerals = [Number];
    private static readonly ImmutableArray<ValueKind> Moments = [Date, Instant];

    private static readonly FunctionSignature[] All =
    [
        new("lower", [Texts], 1, ValueKind.Text, TextFunctions.Lower),
        new("upper", [Texts], 1, ValueKind.Text, TextFunctions.Upper),
        new("trim", [Texts], 1, ValueKind.Text, TextFunctions.Trim),
        new("length", [Texts], 1, Number, TextFunctions.Length),
        new("substring", [Texts, Numerals, Numerals], 2, ValueKind.Text, TextFunctions.Substring),
        new("left", [Texts, Numerals], 2, ValueKind.Text, TextFunctions.Left),
        new("right", [Texts, Numerals], 2, ValueKind.Text, TextFunctions.Right),
        new("replace", [Texts, Texts, Texts], 3, ValueKind.Text, TextFunctions.Replace) { TakesNulls = true },
        new("concat", [Texts], 1, ValueKind.Text, TextFunctions.Concat) { IsVariadic = true, TakesNulls = true },
        new("abs", [Numerals], 1, Number, NumberFunctions.Abs),
        new("round", [Numerals, Numerals], 1, Number, NumberFunctions.Round),
        new("floor", [Numerals], 1, Number, NumberFunctions.Floor),
        new("ceil", [Numerals], 1, Number, NumberFunctions.Ceil),
        new("year", [Moments], 1, Number, TimeFunctions.Part("year")),
        new("month", [Moments], 1, Number, TimeFunctions.Part("month")),
        new("day", [Moments], 1, Number, TimeFunctions.Part("day")),
        new("to_text", [[ValueKind.Text, Number, ValueKind.Boolean, Date, Instant, Json]], 1, ValueKind.Text, CastFunctions.ToText),
        new("to_number", [Texts], 1, Number, CastFunctions.ToNumber),
        new("to_date", [[ValueKind.Text, Instant]], 1, Date, CastFunctions.ToDate),
    ];

    private static readonly Dictionary<string, FunctionSignature> ByName = All.ToDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names => All.Select(function => function.Name).Concat([Coalesce, DatePart, DateTrunc]);

    public static FunctionSignature? Find(string name) => ByName.GetValueOrDefault(name);
}
