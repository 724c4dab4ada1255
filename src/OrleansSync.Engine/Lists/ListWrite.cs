using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Lists;

/// <summary>One write of a list.</summary>
[GenerateSerializer, Immutable, Alias("ListWrite")]
public abstract record ListWrite
{
    private ListWrite()
    {
    }

    /// <summary>Create an item that carries the key.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Fields">Its fields.</param>
    [GenerateSerializer, Immutable, Alias("ListWrite.Create")]
    public sealed record Create([property: Id(0)] SyncKey Key, [property: Id(1)] Row Fields) : ListWrite;

    /// <summary>Write fields of an item.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Item">The item.</param>
    /// <param name="IfMatch">The version that it must have; null, for any, is the named option of a one-way push.</param>
    /// <param name="Fields">The fields; may be empty when only the mark or the key is written.</param>
    /// <param name="Mark">True to mark the item as deleted, false to clear its mark, null to leave it.</param>
    /// <param name="Claims">True to write the key too, into an item that carries none.</param>
    [GenerateSerializer, Immutable, Alias("ListWrite.Update")]
    public sealed record Update([property: Id(0)] SyncKey Key, [property: Id(1)] int Item, [property: Id(2)] ETag? IfMatch, [property: Id(3)] Row Fields, [property: Id(4)] bool? Mark, [property: Id(5)] bool Claims = false) : ListWrite;

    /// <summary>Delete an item.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Item">The item.</param>
    /// <param name="IfMatch">The version that it must have; null as in <see cref="Update"/>.</param>
    [GenerateSerializer, Immutable, Alias("ListWrite.Delete")]
    public sealed record Delete([property: Id(0)] SyncKey Key, [property: Id(1)] int Item, [property: Id(2)] ETag? IfMatch) : ListWrite;
}
