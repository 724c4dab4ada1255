using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.SharePointLists;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>A definition that lookups point to, as it is now.</summary>
/// <param name="Definition">Which one.</param>
/// <param name="DatabaseId">Its database; null while it is a draft.</param>
/// <param name="Key">How its rows are told apart; null when its table has no such key any more.</param>
/// <param name="Lists">Its lists.</param>
public sealed record ParentFacts(SyncDefinitionId Definition, Guid? DatabaseId, KeyPlan? Key, ImmutableArray<ListSpec> Lists);
