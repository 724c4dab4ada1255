namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>What a one-way push does about people's edits and deletes of its items. The numbers are stored and never change.</summary>
public enum ForeignEdits
{
    /// <summary>Nothing until the row changes; then the row wins, and an item that was deleted is made again.</summary>
    Keep = 1,

    /// <summary>An edit or delete that is seen is undone at once.</summary>
    Restore = 2,
}
