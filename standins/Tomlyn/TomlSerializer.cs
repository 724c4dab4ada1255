using Tomlyn.Model;
using Tomlyn.Parsing;

namespace Tomlyn;

/// <summary>Reads a text as values, without its comments and layout.</summary>
public static class TomlSerializer
{
    /// <summary>The values of a document; this stand-in knows no other <typeparamref name="T"/> than <see cref="TomlTable"/>.</summary>
    /// <exception cref="TomlException">The text is not TOML.</exception>
    /// <exception cref="NotSupportedException">Another type was asked for.</exception>
    public static T? Deserialize<T>(string toml, TomlSerializerOptions? options = null)
    {
        if (typeof(T) != typeof(TomlTable))
        {
            throw new NotSupportedException($"This stand-in reads TOML as {nameof(TomlTable)} only, not as {typeof(T)}.");
        }

        var document = SyntaxParser.ParseStrict(toml, options?.SourceName, validate: false);
        var table = ModelBuilder.Build(document);
        return document.HasErrors ? throw new TomlException(document.Diagnostics) : (T)(object)table;
    }
}
