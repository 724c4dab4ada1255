using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace OrleansSync.Postgres.Introspection;

/// <summary>Finds the columns that a trigger's function sets, as far as its text shows.</summary>
internal static partial class TriggerText
{
    private const int RowLevel = 1;
    private const int Before = 2;

    /// <summary>The columns of the table that are set in the new row; none of a trigger that fires after the write or once a statement.</summary>
    /// <param name="type">pg_trigger.tgtype.</param>
    /// <param name="source">The function's text; a C function's is its symbol.</param>
    /// <param name="arguments">The trigger's arguments, each ended by \000.</param>
    /// <param name="columns">The table's columns.</param>
    public static ImmutableArray<string> Assigned(int type, string source, string arguments, IEnumerable<string> columns)
    {
        if ((type & (RowLevel | Before)) != (RowLevel | Before))
        {
            return [];
        }

        var named = Assignment().Matches(source)
            .Select(match => match.Groups["quoted"] is { Success: true } quoted ? quoted.Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups["bare"].Value.ToLowerInvariant())
            .ToHashSet(StringComparer.Ordinal);
        // The extension moddatetime and its like are told the column.
        named.UnionWith(arguments.Split("\\000", StringSplitOptions.RemoveEmptyEntries));
        return [.. columns.Where(named.Contains)];
    }

    // "new.a := 1", "NEW . "b c" = 2", and "select 1 into new.a" in plpgsql.
    [GeneratedRegex("""\bnew\s*\.\s*(?:"(?<quoted>(?:[^"]|"")+)"|(?<bare>[\w$]+))\s*:?=|\binto\s+(?:strict\s+)?new\s*\.\s*(?:"(?<quoted>(?:[^"]|"")+)"|(?<bare>[\w$]+))""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Assignment();
}
