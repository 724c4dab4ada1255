using System.Globalization;
using System.Text;
using Tomlyn;
using Tomlyn.Model;

namespace OrleansSync.Helix.Toml;

/// <summary>Writes keys and values as TOML.</summary>
internal static class TomlLiteral
{
    /// <summary>A part of a key: bare when it can be.</summary>
    public static string Key(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? name : Text(name);

    /// <summary>A dotted key.</summary>
    public static string Key(params ReadOnlySpan<string> path)
    {
        var parts = new string[path.Length];
        for (var i = 0; i < path.Length; i++)
        {
            parts[i] = Key(path[i]);
        }

        return string.Join('.', parts);
    }

    /// <summary>A value as Tomlyn reads it: text, whole or real number, truth, moment, array, table.</summary>
    public static string Value(object value) => value switch
    {
        string text => Text(text),
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Real(number),
        TomlDateTime moment => moment.ToString(),
        TomlTable { Count: 0 } => "{}",
        TomlTable table => $"{{ {string.Join(", ", ((IEnumerable<KeyValuePair<string, object>>)table).Select(entry => $"{Key(entry.Key)} = {Value(entry.Value)}"))} }}",
        TomlArray array => $"[{string.Join(", ", array.Select(item => Value(item ?? "")))}]",
        TomlTableArray tables => $"[{string.Join(", ", tables.Select(Value))}]",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value.GetType(), "TOML has no such value."),
    };

    /// <summary>A text in double quotes.</summary>
    public static string Text(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static string Real(double number)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'e', 'E') ? text : text + ".0";
    }
}
