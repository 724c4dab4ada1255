using OrleansSync.Engine.Lists;

namespace OrleansSync.Engine.Push;

/// <summary>What this turn has found out about a move, beside what the ledger says. All false or null after a restart.</summary>
/// <param name="LookedUp">True when the row's key was looked for in the new list.</param>
/// <param name="Found">The item found or created there.</param>
/// <param name="OldIsGone">True when the old item was deleted by us, or answered 404.</param>
/// <param name="OldWasRefused">True when the delete of the old item was refused because its version is another.</param>
/// <param name="Old">The old item, when it was read since.</param>
/// <param name="CarriedOver">True when the edit of the old item was written to the new one.</param>
public sealed record MoveFacts(bool LookedUp = false, int? Found = null, bool OldIsGone = false, bool OldWasRefused = false, ItemChange? Old = null, bool CarriedOver = false);
