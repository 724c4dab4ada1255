using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Code;

/// <summary>One catch clause.</summary>
/// <param name="Index">Where it begins.</param>
/// <param name="Caught">What stands in its parentheses; empty when it has none.</param>
/// <param name="Filter">What stands in the parentheses after <c>when</c>; empty when it has none.</param>
/// <param name="Body">What stands in its braces.</param>
internal sealed partial record CatchClause(int Index, string Caught, string Filter, string Body)
{
    /// <summary>True when it takes every exception and keeps it: no filter names the types, and its last word is not <c>throw;</c>.</summary>
    public bool SwallowsEverything =>
        (Caught.Length == 0 || AnyException().IsMatch(Caught))
        && !NamesTypes().IsMatch(Filter)
        && !Rethrows().IsMatch(Body);

    /// <summary>The catch clauses of a file.</summary>
    public static IEnumerable<CatchClause> In(RepositoryFile file)
    {
        foreach (Match match in Catch().Matches(file.Code))
        {
            var at = match.Index + match.Length;
            var caught = ReadGroup(file.Code, ref at, '(', ')');
            var filter = "";
            SkipBlanks(file.Code, ref at);
            if (string.CompareOrdinal(file.Code, at, "when", 0, 4) == 0)
            {
                at += 4;
                filter = ReadGroup(file.Code, ref at, '(', ')');
            }

            yield return new CatchClause(match.Index, caught, filter, ReadGroup(file.Code, ref at, '{', '}'));
        }
    }

    private static string ReadGroup(string code, ref int at, char open, char close)
    {
        SkipBlanks(code, ref at);
        if (at >= code.Length || code[at] != open)
        {
            return "";
        }

        var (begin, depth) = (at + 1, 0);
        for (; at < code.Length; at++)
        {
            depth += code[at] == open ? 1 : code[at] == close ? -1 : 0;
            if (depth == 0)
            {
                return code[begin..at++];
            }
        }

        return code[begin..];
    }

    private static void SkipBlanks(string code, ref int at)
    {
        while (at < code.Length && char.IsWhiteSpace(code[at]))
        {
            at++;
        }
    }

    [GeneratedRegex(@"\bcatch\b")]
    private static partial Regex Catch();

    [GeneratedRegex(@"^\s*(System\.)?Exception\b")]
    private static partial Regex AnyException();

    [GeneratedRegex(@"\bis\s+(?!not\b)")]
    private static partial Regex NamesTypes();

    [GeneratedRegex(@"\bthrow\s*;\s*$")]
    private static partial Regex Rethrows();
}
