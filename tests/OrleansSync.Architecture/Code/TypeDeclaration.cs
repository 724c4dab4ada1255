using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Code;

/// <summary>A type that a file declares, not inside another type.</summary>
internal sealed partial record TypeDeclaration(string Name, bool IsPublic, int Index)
{
    /// <summary>The types of a file, in its order. Relies on the build, which asks for file-scoped namespaces and written-out accessibility.</summary>
    public static IEnumerable<TypeDeclaration> In(RepositoryFile file)
    {
        var (depth, read) = (0, 0);
        foreach (Match match in Declaration().Matches(file.Code))
        {
            for (; read < match.Index; read++)
            {
                depth += file.Code[read] switch { '{' => 1, '}' => -1, _ => 0 };
            }

            if (depth == 0)
            {
                yield return new TypeDeclaration(match.Groups["name"].Value, match.Groups["modifiers"].Value.Contains("public", StringComparison.Ordinal), match.Index);
            }
        }
    }

    [GeneratedRegex("""
        (?<![\w.])(?<modifiers>(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref|unsafe)\s+)+)
        (?:(?:record\s+struct|record\s+class|record|class|struct|interface|enum)|delegate\s+[^\s(]+(?:\s*<[^(]*>)?)\s+
        (?<name>\w+)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Declaration();
}
