using System.Collections.Immutable;
using OrleansSync.Engine.SharePointLists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>A list that is as declared.</summary>
/// <param name="ListGuid">The list.</param>
/// <param name="Columns">By declared display name, the columns as they are.</param>
/// <param name="KeyColumn">The internal name of the column of keys, proven by a probe item.</param>
/// <param name="MarkColumn">The internal name of the column of marks; empty without.</param>
/// <param name="Made">What was made now, by name; empty when everything was there.</param>
public sealed record ProvisionedFacts(Guid ListGuid, ImmutableDictionary<string, KnownColumn> Columns, string KeyColumn, string MarkColumn, ImmutableArray<string> Made);
