using System.Collections;

namespace Tomlyn.Model;

/// <summary>An array of values: <c>string</c>, <c>long</c>, <c>double</c>, <c>bool</c>, <see cref="TomlDateTime"/>, arrays and inline tables.</summary>
public sealed class TomlArray() : TomlObject(ObjectKind.Array), IList<object?>
{
    private readonly List<object?> items = [];

    /// <inheritdoc />
    public int Count => items.Count;

    /// <inheritdoc />
    public bool IsReadOnly => false;

    /// <inheritdoc />
    public object? this[int index] { get => items[index]; set => items[index] = value; }

    /// <inheritdoc />
    public void Add(object? item) => items.Add(item);

    /// <inheritdoc />
    public void Clear() => items.Clear();

    /// <inheritdoc />
    public bool Contains(object? item) => items.Contains(item);

    /// <inheritdoc />
    public void CopyTo(object?[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public int IndexOf(object? item) => items.IndexOf(item);

    /// <inheritdoc />
    public void Insert(int index, object? item) => items.Insert(index, item);

    /// <inheritdoc />
    public bool Remove(object? item) => items.Remove(item);

    /// <inheritdoc />
    public void RemoveAt(int index) => items.RemoveAt(index);

    /// <summary>The items in order.</summary>
    public List<object?>.Enumerator GetEnumerator() => items.GetEnumerator();

    IEnumerator<object?> IEnumerable<object?>.GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
