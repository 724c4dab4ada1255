using System.Collections.Immutable;
using System.Globalization;

namespace OrleansSync.Engine.Filters;

/// <summary>One comparison of a filter such as <c>name : "orders" AND direction = PUSH</c>, not yet resolved.</summary>
/// <param name="Field">The field's path.</param>
/// <param name="FieldAt">Where it stands, from 1.</param>
/// <param name="Operator">= or != or : (contains).</param>
/// <param name="OperatorAt">Where it stands, from 1.</param>
/// <param name="Value">What is compared with.</param>
/// <param name="ValueAt">Where it stands, from 1.</param>
public sealed record FilterComparison(string Field, int FieldAt, string Operator, int OperatorAt, string Value, int ValueAt)
{
    /// <summary>Longest filter, in characters.</summary>
    public const int LengthMax = 2_000;

    /// <summary>Most comparisons in one filter.</summary>
    public const int ComparisonsMax = 20;

    /// <summary>Reads a filter; an empty one has no comparisons.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="fields">The fields that there are, for messages.</param>
    /// <returns>The comparisons, all of which must hold, or what is wrong with the text and where.</returns>
    public static (ImmutableArray<FilterComparison> Comparisons, string? Problem) Parse(string text, IEnumerable<string> fields)
    {
        if (text.Length > LengthMax)
        {
            return ([], $"has more than {LengthMax} characters.");
        }

        var (tokens, problem) = FilterToken.Read(text);
        return problem is not null ? ([], problem)
            : tokens.Length == 1 ? ([], null)
            : ParseAll(tokens, fields);
    }

    /// <summary>Says what was expected at a position.</summary>
    public static string Unexpected(int position, string expected, IEnumerable<string> choices) =>
        string.Create(CultureInfo.InvariantCulture, $"does not parse at character {position}: expected {expected}: {string.Join(", ", choices)}.");

    private static (ImmutableArray<FilterComparison> Comparisons, string? Problem) ParseAll(ImmutableArray<FilterToken> tokens, IEnumerable<string> fields)
    {
        var comparisons = ImmutableArray.CreateBuilder<FilterComparison>();
        for (var index = 0; ; index++)
        {
            // The last token is the end, and it is none of the kinds asked for here, so no index runs over.
            var (field, comparison, value) = (tokens[index], tokens[Math.Min(index + 1, tokens.Length - 1)], tokens[Math.Min(index + 2, tokens.Length - 1)]);
            var problem = field.Kind != FilterTokenKind.Word ? field.Problem("a field", fields)
                : comparison.Kind != FilterTokenKind.Operator ? comparison.Problem("an operator", ["=", "!=", ":"])
                : value.Kind is not (FilterTokenKind.Word or FilterTokenKind.Text) ? value.Problem("a value", ["a word", "a text in double quotes"])
                : null;
            if (problem is not null)
            {
                return ([], problem);
            }

            comparisons.Add(new(field.Text, field.Position + 1, comparison.Text, comparison.Position + 1, value.Text, value.Position + 1));
            if (comparisons.Count > ComparisonsMax)
            {
                return ([], $"has more than {ComparisonsMax} comparisons.");
            }

            index += 3;
            if (tokens[index].Kind == FilterTokenKind.End)
            {
                return (comparisons.ToImmutable(), null);
            }

            if (tokens[index] is not { Kind: FilterTokenKind.Word, Text: "AND" })
            {
                return ([], tokens[index].Problem("AND", ["AND (in capitals)"]));
            }
        }
    }
}
