using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Tomlyn.Model;

/// <summary>The values of a table by their keys, in the order in which they were written.</summary>
public sealed class TomlTable(bool inline) : TomlObject(inline ? ObjectKind.InlineTable : ObjectKind.Table), IDictionary<string, object>
{
    private readonly OrderedDictionary<string, object> items = new(StringComparer.Ordinal);

    /// <summary>Makes an empty table.</summary>
    public TomlTable()
        : this(inline: false)
    {
    }

    /// <inheritdoc />
    public int Count => items.Count;

    /// <inheritdoc />
    public bool IsReadOnly => false;

    /// <inheritdoc />
    public ICollection<string> Keys => items.Keys;

    /// <inheritdoc />
    public ICollection<object> Values => items.Values;

    /// <inheritdoc />
    public object this[string key] { get => items[key]; set => items[key] = value; }

    /// <inheritdoc />
    public void Add(string key, object value) => items.Add(key, value);

    /// <inheritdoc />
    public void Clear() => items.Clear();

    /// <inheritdoc />
    public bool ContainsKey(string key) => items.ContainsKey(key);

    /// <inheritdoc />
    public bool Remove(string key) => items.Remove(key);

    /// <inheritdoc />
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => items.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object>>.Add(KeyValuePair<string, object> item) => items.Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object>>.Contains(KeyValuePair<string, object> item) => items.Contains(item);

    void ICollection<KeyValuePair<string, object>>.CopyTo(KeyValuePair<string, object>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, object>>)items).CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object>>.Remove(KeyValuePair<string, object> item) => ((ICollection<KeyValuePair<string, object>>)items).Remove(item);

    IEnumerator<KeyValuePair<string, object>> IEnumerable<KeyValuePair<string, object>>.GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
