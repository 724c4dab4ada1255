using System.Globalization;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Queries;

/// <summary>Reads a <c>$filter</c>: eq ne gt ge lt le, startswith, and, or, not, parentheses (5.2). What else there is in OData is refused.</summary>
internal sealed class FilterParser
{
    private const int DepthMax = 50;
    private static readonly string[] Comparisons = ["eq", "ne", "gt", "ge", "lt", "le"];
    private readonly SharePointList list;
    private readonly List<FilterToken> tokens;
    private readonly EmulatorSwitches switches;
    private readonly List<QueryField> fields = [];
    private int at;
    private int depth;

    private FilterParser(SharePointList list, string filter, EmulatorSwitches switches) => (this.list, tokens, this.switches) = (list, FilterToken.Split(filter), switches);

    private FilterToken Next => tokens[at];

    /// <summary>Parses a filter for a list.</summary>
    public static ItemFilter Parse(SharePointList list, string filter, EmulatorSwitches switches)
    {
        var parser = new FilterParser(list, filter, switches);
        var all = parser.Or();
        if (parser.Next.Kind != 'e')
        {
            throw ItemFilter.Invalid();
        }

        var first = all.Conjuncts.Find(part => part.IsIndexed);
        return new(all.Matches, parser.fields, first?.Matches, all.Conjuncts.Select(part => part.Exact).FirstOrDefault(exact => exact is not null));
    }

    private Part Or()
    {
        if (++depth > DepthMax)
        {
            throw ItemFilter.Invalid();
        }

        var left = And();
        while (Take("or"))
        {
            var (a, b) = (left, And());
            left = new(item => a.Matches(item) || b.Matches(item), a.IsIndexed && b.IsIndexed, null);
        }

        depth--;
        return left;
    }

    private Part And()
    {
        var left = Not();
        while (Take("and"))
        {
            var (a, b) = (left, Not());
            left = new(item => a.Matches(item) && b.Matches(item), a.IsIndexed || b.IsIndexed, null) { Conjuncts = [.. a.Conjuncts, .. b.Conjuncts] };
        }

        return left;
    }

    private Part Not()
    {
        if (Take("not"))
        {
            var inner = Primary();
            return new(item => !inner.Matches(item), false, null);
        }

        return Primary();
    }

    private Part Primary()
    {
        if (Next is { Kind: 'p', Text: "(" })
        {
            at++;
            var inner = Or();
            Expect(")");
            return inner;
        }

        if (Next is { Kind: 'w', Text: "startswith" })
        {
            at++;
            Expect("(");
            var searched = Field();
            Expect(",");
            var start = Next.Kind == 's' ? tokens[at++].Text : throw ItemFilter.Invalid();
            Expect(")");
            return new(item => searched.Value(item) is string text && text.StartsWith(start, StringComparison.OrdinalIgnoreCase), searched.Column.Indexed, null);
        }

        var field = Field();
        var comparison = Next.Kind == 'w' && Comparisons.Contains(Next.Text) ? tokens[at++].Text : throw ItemFilter.Invalid();
        var literal = Literal(field.Column);
        return new(item => Compare(field.Value(item), comparison, literal), field.Column.Indexed, comparison == "eq" && literal is not null && field.Column.Unique ? (field.Column, literal) : null);
    }

    private QueryField Field()
    {
        var field = Next.Kind == 'w' ? QueryField.Find(list, tokens[at++].Text) : throw ItemFilter.Invalid();
        fields.Add(field);
        return field;
    }

    private object? Literal(Column column)
    {
        var token = tokens[at++];
        if (token is { Kind: 'w', Text: "null" })
        {
            return null;
        }

        return column.Kind switch
        {
            ColumnKind.Text or ColumnKind.Choice => token.Kind == 's' ? token.Text : throw ItemFilter.Invalid(),
            ColumnKind.Number or ColumnKind.Currency => Number(token),
            ColumnKind.System when column.Name == "ID" => Number(token),
            ColumnKind.System or ColumnKind.DateTime => Instant(token),
            ColumnKind.DateOnly => SiteDays.ToDay(Instant(token), list.Site.TimeZone),
            ColumnKind.Boolean => token.Text is "true" or "1" ? true : token.Text is "false" or "0" ? false : throw ItemFilter.Invalid(),
            ColumnKind.Lookup or ColumnKind.Person => (int)Number(token),
            _ => throw ItemFilter.Invalid(),
        };
    }

    private static double Number(FilterToken token) =>
        token.Kind is 'n' or 's' && double.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw ItemFilter.Invalid();

    private static DateTime Instant(FilterToken token) =>
        token.Kind is 'n' or 's' && DateTimeOffset.TryParse(token.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime : throw ItemFilter.Invalid();

    private bool Compare(object? value, string comparison, object? literal)
    {
        if (value is null || literal is null)
        {
            return comparison switch { "eq" => value is null && literal is null, "ne" => value is null ? literal is not null && switches.NotEqualMatchesNull : literal is null, _ => false };
        }

        if (value is int[] ids)
        {
            return comparison == "eq" == ids.Contains((int)literal);
        }

        var order = Order(value, literal);
        return comparison switch { "eq" => order == 0, "ne" => order != 0, "gt" => order > 0, "ge" => order >= 0, "lt" => order < 0, _ => order <= 0 };
    }

    /// <summary>The order of two values of one column; text knows no case (6.17).</summary>
    public static int Order(object? value, object? other) => value switch
    {
        null => other is null ? 0 : -1,
        _ when other is null => 1,
        string text => string.Compare(text, (string)other, StringComparison.OrdinalIgnoreCase),
        IComparable comparable => comparable.CompareTo(other),
        _ => 0,
    };

    private bool Take(string word)
    {
        if (Next.Kind != 'w' || Next.Text != word)
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(string mark)
    {
        if (Next.Kind != 'p' || Next.Text != mark)
        {
            throw ItemFilter.Invalid();
        }

        at++;
    }

    private sealed record Part(Func<ListItem, bool> Matches, bool IsIndexed, (Column Column, object Value)? Exact)
    {
        public List<Part> Conjuncts { get => field ??= [this]; init; }
    }
}
