using System.Globalization;
using Tomlyn.Model;

namespace OrleansSync.Helix.Toml;

/// <summary>Reads the keys of one table and notes each that has the wrong type; the others are read all the same.</summary>
internal sealed class TomlFields(TomlTable table, string[] path, TomlIndex index, List<TomlProblem> problems)
{
    /// <summary>The table's keys.</summary>
    public IEnumerable<string> Keys => table.Keys;

    /// <summary>The table's values, as they are.</summary>
    public TomlTable Values => table;

    /// <summary>Notes a problem with a key of this table.</summary>
    public void Refuse(string key, string message)
    {
        string[] whole = key.Length == 0 ? path : [.. path, key];
        problems.Add(new TomlProblem(index.LineOf(whole), TomlLiteral.Key(whole), message));
    }

    /// <summary>True when the key is there, with any value.</summary>
    public bool Has(string key) => table.ContainsKey(key);

    /// <summary>A text, or null when the key is absent or is no text.</summary>
    public string? Text(string key) => Get<string>(key, "a text in quotes");

    /// <summary>A whole number in a range, or null.</summary>
    public long? Number(string key, long least, long most)
    {
        if (Get<object>(key, "a whole number") is not { } value)
        {
            return null;
        }

        if (value is long number && number >= least && number <= most)
        {
            return number;
        }

        Refuse(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}."));
        return null;
    }

    /// <summary>True or false; null when the key is absent or is neither.</summary>
    public bool? Flag(string key)
    {
        if (Get<object>(key, "true or false") is not { } value)
        {
            return null;
        }

        if (value is bool flag)
        {
            return flag;
        }

        Refuse(key, "must be true or false.");
        return null;
    }

    /// <summary>A list of texts; empty when the key is absent or is no such list.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (Get<TomlArray>(key, "a list of texts") is not { } texts)
        {
            return [];
        }

        if (texts.Any(text => text is not string))
        {
            Refuse(key, "must be a list of texts.");
        }

        return [.. texts.OfType<string>()];
    }

    /// <summary>A table, or null.</summary>
    public TomlFields? Table(string key) => Get<TomlTable>(key, "a table") is { } inner ? new TomlFields(inner, [.. path, key], index, problems) : null;

    /// <summary>The tables in this one, by name.</summary>
    public IEnumerable<(string Name, TomlFields Fields)> Tables()
    {
        foreach (var key in table.Keys)
        {
            if (Table(key) is { } inner)
            {
                yield return (key, inner);
            }
        }
    }

    private T? Get<T>(string key, string wanted)
        where T : class
    {
        if (!table.TryGetValue(key, out var value))
        {
            return null;
        }

        if (value is T typed)
        {
            return typed;
        }

        Refuse(key, $"must be {wanted}.");
        return null;
    }
}
