namespace OrleansSync.Emulator.Lists;

/// <summary>What a built-in column shows, which the service derives from the item.</summary>
internal enum SystemValue
{
    /// <summary>Nothing, ever.</summary>
    None,

    /// <summary>An empty text, always.</summary>
    Empty,

    Id,
    ContentType,
    Created,
    Modified,
    Author,
    Editor,
    AppAuthor,
    AppEditor,
    Version,
    Attachments,
    Title,
    ChildCount,
}
