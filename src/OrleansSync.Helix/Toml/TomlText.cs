using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace OrleansSync.Helix.Toml;

/// <summary>Reads any text, whoever wrote it, as TOML or as a list of what is wrong with it.</summary>
internal static class TomlText
{
    /// <summary>Longest text that is read, in characters; real files have a few hundred lines.</summary>
    public const int LengthMax = 1024 * 1024;

    private const char ByteOrderMark = '\uFEFF';

    /// <summary>Takes off a byte order mark, which the parser would lose.</summary>
    public static (string Mark, string Text) Split(string text) => text.StartsWith(ByteOrderMark) ? (text[..1], text[1..]) : ("", text);

    /// <summary>The values of a text without a byte order mark; null when it is not TOML, and then there are problems.</summary>
    public static TomlTable? Read(string text, List<TomlProblem> problems)
    {
        if (text.Length > LengthMax)
        {
            problems.Add(new TomlProblem(0, "", $"The file has more than {LengthMax} characters."));
            return null;
        }

        try
        {
            // Deserialize alone lets some wrong texts through that the strict parser refuses.
            var document = SyntaxParser.Parse(text);
            if (!document.HasErrors)
            {
                return TomlSerializer.Deserialize<TomlTable>(text);
            }

            AddAll(document.Diagnostics, problems);
        }
        catch (TomlException exception)
        {
            AddAll(exception.Diagnostics, problems);
        }
        catch (ArgumentOutOfRangeException)
        {
            // Some dates that no calendar has.
            problems.Add(new TomlProblem(0, "", "A date or time in the file is out of range."));
        }

        return null;
    }

    private static void AddAll(DiagnosticsBag diagnostics, List<TomlProblem> problems)
    {
        foreach (var diagnostic in diagnostics)
        {
            problems.Add(new TomlProblem(diagnostic.Span.Start.Line + 1, "", diagnostic.Message));
        }

        if (diagnostics.Count == 0)
        {
            problems.Add(new TomlProblem(0, "", "The file is not TOML."));
        }
    }
}
