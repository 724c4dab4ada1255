using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>Reads a text into a tree that keeps every byte of it, a byte order mark at its start excepted.</summary>
public static class SyntaxParser
{
    /// <summary>Reads a text; what is wrong with it is in the document's diagnostics.</summary>
    /// <param name="toml">The text.</param>
    /// <param name="sourceName">The name that errors give for it.</param>
    /// <param name="validate">False to leave out what no grammar can tell: keys and tables that are there already.</param>
    /// <exception cref="TomlException">Arrays and inline tables are nested more than 63 deep.</exception>
    public static DocumentSyntax Parse(string toml, string? sourceName = null, bool validate = true)
    {
        ArgumentNullException.ThrowIfNull(toml);
        var document = new DocumentParser(toml, sourceName ?? "").Run();
        if (validate && !document.HasErrors)
        {
            _ = ModelBuilder.Build(document);
        }

        return document;
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="TomlException">The text is not TOML.</exception>
    public static DocumentSyntax ParseStrict(string toml, string? sourceName = null, bool validate = true)
    {
        var document = Parse(toml, sourceName, validate);
        return document.HasErrors ? throw new TomlException(document.Diagnostics) : document;
    }
}
