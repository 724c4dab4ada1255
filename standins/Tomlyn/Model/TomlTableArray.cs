using System.Collections;

namespace Tomlyn.Model;

/// <summary>The tables under one <c>[[name]]</c>.</summary>
public sealed class TomlTableArray() : TomlObject(ObjectKind.TableArray), IList<TomlTable>
{
    private readonly List<TomlTable> items = [];

    /// <inheritdoc />
    public int Count => items.Count;

    /// <inheritdoc />
    public bool IsReadOnly => false;

    /// <inheritdoc />
    public TomlTable this[int index] { get => items[index]; set => items[index] = value; }

    /// <inheritdoc />
    public void Add(TomlTable item) => items.Add(item);

    /// <inheritdoc />
    public void Clear() => items.Clear();

    /// <inheritdoc />
    public bool Contains(TomlTable item) => items.Contains(item);

    /// <inheritdoc />
    public void CopyTo(TomlTable[] array, int arrayIndex) => items.CopyTo(array, arrayIndex);

    /// <inheritdoc />
    public int IndexOf(TomlTable item) => items.IndexOf(item);

    /// <inheritdoc />
    public void Insert(int index, TomlTable item) => items.Insert(index, item);

    /// <inheritdoc />
    public bool Remove(TomlTable item) => items.Remove(item);

    /// <inheritdoc />
    public void RemoveAt(int index) => items.RemoveAt(index);

    /// <summary>The tables in order.</summary>
    public List<TomlTable>.Enumerator GetEnumerator() => items.GetEnumerator();

    IEnumerator<TomlTable> IEnumerable<TomlTable>.GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}
