using System.Globalization;
using System.Text.Json;
using Tomlyn;
using Tomlyn.Model;

namespace Standins.Tests;

/// <summary>Values on one line, so that a table of cases can be read.</summary>
internal static class Toml
{
    public static TomlTable Read(string text) => TomlSerializer.Deserialize<TomlTable>(text)!; // A document is never null.

    /// <summary>The values in a form like JSON: floats always have a point or a name, moments are bare.</summary>
    public static string Show(object? value) => value switch
    {
        TomlTable table => $"{{{string.Join(',', ((IEnumerable<KeyValuePair<string, object>>)table).Select(entry => $"{entry.Key}:{Show(entry.Value)}"))}}}",
        TomlTableArray tables => $"[[{string.Join(',', tables.Select(Show))}]]",
        TomlArray items => $"[{string.Join(',', items.Select(Show))}]",
        string text => JsonSerializer.Serialize(text, Relaxed),
        bool truth => truth ? "true" : "false",
        double number => number.ToString("0.0###############", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
