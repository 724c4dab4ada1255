using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Testing.Lists;

/// <summary>One item as it is.</summary>
/// <param name="Address">Where.</param>
/// <param name="ETag">Its version.</param>
/// <param name="Fields">All mapped columns.</param>
/// <param name="SyncKey">The key that it carries.</param>
/// <param name="IsMarked">True when it carries the mark of a deleted row.</param>
/// <param name="ModifiedAt">When it was last written.</param>
public sealed record InMemoryItem(ItemAddress Address, ETag ETag, Row Fields, SyncKey? SyncKey, bool IsMarked, DateTimeOffset ModifiedAt);
