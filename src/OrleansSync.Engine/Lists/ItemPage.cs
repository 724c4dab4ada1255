using System.Collections.Immutable;
using OrleansSync.Engine.Cursors;

namespace OrleansSync.Engine.Lists;

/// <summary>One page of a list's changes.</summary>
/// <param name="Changes">An item may be there several times; its last occurrence counts.</param>
/// <param name="Next">Where the next page, or the next round, begins, once this one is committed.</param>
/// <param name="IsEnd">True when the round ended: every change until now was given.</param>
/// <param name="IsRestart">True when the link had died, so that this is a page of a full enumeration.</param>
public sealed record ItemPage(ImmutableArray<ItemView> Changes, Cursor.DeltaLink Next, bool IsEnd, bool IsRestart);
