using System.Collections.Immutable;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>
/// Which definitions a list call wants: comparisons joined by AND, as
/// <c>direction = PUSH AND name : "orders"</c>. Fields and operators are documented in sync_definitions.proto; text is
/// compared without regard to case. Pure, so every store gives the same answer.
/// </summary>
public sealed class SyncDefinitionFilter
{
    /// <summary>Longest filter, in characters.</summary>
    public const int LengthMax = 2_000;

    /// <summary>Most comparisons in one filter.</summary>
    public const int ComparisonsMax = 20;

    /// <summary>The filter that every definition passes.</summary>
    public static readonly SyncDefinitionFilter Everything = new([]);

    private static readonly ImmutableSortedDictionary<string, Func<SyncDefinitionSpec, string>> TextFields =
        new Dictionary<string, Func<SyncDefinitionSpec, string>>(StringComparer.Ordinal)
        {
            ["name"] = spec => spec.Name,
            ["description"] = spec => spec.Description,
            ["table.schema"] = spec => spec.Table.Schema,
            ["table.table"] = spec => spec.Table.Table,
            ["list.site_url"] = spec => spec.List.SiteUrl,
            ["list.list"] = spec => spec.List.List,
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private readonly ImmutableArray<Func<SyncDefinitionSpec, bool>> comparisons;

    private SyncDefinitionFilter(ImmutableArray<Func<SyncDefinitionSpec, bool>> comparisons) => this.comparisons = comparisons;

    /// <summary>True when the definition passes every comparison.</summary>
    public bool Accepts(SyncDefinitionSpec spec) => comparisons.All(comparison => comparison(spec));

    /// <summary>Parses a filter; an empty one accepts everything.</summary>
    /// <returns>The filter, or what is wrong with the text and where (positions count from 1).</returns>
    public static (SyncDefinitionFilter? Filter, string? Problem) Parse(string text)
    {
        if (text.Length > LengthMax)
        {
            return (null, $"has more than {LengthMax} characters.");
        }

        var (tokens, problem) = FilterToken.Read(text);
        if (problem is not null)
        {
            return (null, problem);
        }

        return tokens.Length == 1 ? (Everything, null) : ParseComparisons(tokens);
    }

    private static (SyncDefinitionFilter? Filter, string? Problem) ParseComparisons(ImmutableArray<FilterToken> tokens)
    {
        var comparisons = ImmutableArray.CreateBuilder<Func<SyncDefinitionSpec, bool>>();
        for (var index = 0; ; index++)
        {
            // The last token is the end, and it is none of the kinds asked for here, so no index runs over.
            var (field, comparison, value) = (tokens[index], tokens[Math.Min(index + 1, tokens.Length - 1)], tokens[Math.Min(index + 2, tokens.Length - 1)]);
            if (field.Kind != FilterTokenKind.Word)
            {
                return (null, field.Problem("a field", TextFields.Keys.Append("direction")));
            }

            if (comparison.Kind != FilterTokenKind.Operator)
            {
                return (null, comparison.Problem("an operator", ["=", "!=", ":"]));
            }

            if (value.Kind is not (FilterTokenKind.Word or FilterTokenKind.Text))
            {
                return (null, value.Problem("a value", ["a word", "a text in double quotes"]));
            }

            var (test, problem) = Compare(field, comparison, value);
            if (test is null)
            {
                return (null, problem);
            }

            comparisons.Add(test);
            if (comparisons.Count > ComparisonsMax)
            {
                return (null, $"has more than {ComparisonsMax} comparisons.");
            }

            index += 3;
            if (tokens[index].Kind == FilterTokenKind.End)
            {
                return (new SyncDefinitionFilter(comparisons.ToImmutable()), null);
            }

            if (tokens[index] is not { Kind: FilterTokenKind.Word, Text: "AND" })
            {
                return (null, tokens[index].Problem("AND", ["AND (in capitals)"]));
            }
        }
    }

    private static (Func<SyncDefinitionSpec, bool>? Test, string? Problem) Compare(FilterToken field, FilterToken comparison, FilterToken value)
    {
        if (field.Text == "direction")
        {
            return CompareDirection(comparison, value);
        }

        if (!TextFields.TryGetValue(field.Text, out var read))
        {
            return (null, field.Problem("a field", TextFields.Keys.Append("direction")));
        }

        return (comparison.Text switch
        {
            "=" => spec => Equal(read(spec), value.Text),
            "!=" => spec => !Equal(read(spec), value.Text),
            _ => spec => read(spec).Contains(value.Text, StringComparison.OrdinalIgnoreCase),
        }, null);

        static bool Equal(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
    }

    private static (Func<SyncDefinitionSpec, bool>? Test, string? Problem) CompareDirection(FilterToken comparison, FilterToken value)
    {
        SyncDirection? wanted = value.Text switch
        {
            "PUSH" or "SYNC_DIRECTION_PUSH" => SyncDirection.Push,
            "PULL" or "SYNC_DIRECTION_PULL" => SyncDirection.Pull,
            "TWO_WAY" or "SYNC_DIRECTION_TWO_WAY" => SyncDirection.TwoWay,
            _ => null,
        };
        if (wanted is null)
        {
            return (null, value.Problem("a direction", ["PUSH", "PULL", "TWO_WAY"]));
        }

        return comparison.Text switch
        {
            "=" => (spec => spec.Direction == wanted, null),
            "!=" => (spec => spec.Direction != wanted, null),
            _ => (null, comparison.Problem("an operator for direction", ["=", "!="])),
        };
    }
}
