namespace OrleansSync.Emulator.Values;

/// <summary>What of an item stands in a gap of an <see cref="ItemTemplate"/>.</summary>
internal enum ItemGap
{
    /// <summary>Nothing.</summary>
    None,

    Id,

    /// <summary>The first half of its eTag.</summary>
    UniqueId,

    /// <summary>The eTag, in its quotes.</summary>
    ETag,

    Version,

    Created,

    Modified,

    /// <summary>6.7: when it was made, as the answer to a POST shows it.</summary>
    ShiftedCreated,

    /// <summary>6.7: when it was modified, as the answer to a POST shows it.</summary>
    ShiftedModified,

    /// <summary>Who made it, as an object.</summary>
    CreatedBy,

    /// <summary>Who modified it, as an object.</summary>
    ModifiedBy,

    AuthorId,

    EditorId,

    AuthorName,

    EditorName,

    /// <summary>The id of the app that made it, with its name; nothing when a person did.</summary>
    AppAuthor,

    /// <summary>The id of the app that modified it, with its name; nothing when a person did.</summary>
    AppEditor,

    /// <summary>The value of a column under a name that the part gives; nothing when it has none.</summary>
    Text,

    /// <summary>The value of a column under the column's names; nothing when it has none.</summary>
    Value,
}
