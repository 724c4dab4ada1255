using System.Collections.Immutable;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.SharePoint.Provisioning;

/// <summary>A list that is as declared.</summary>
/// <param name="ListGuid">The list.</param>
/// <param name="Columns">By declared name, the columns as they are: internal names are the service's choice.</param>
/// <param name="KeyMode">How keys are kept, proven by a probe item.</param>
/// <param name="KeyColumn">The internal name of the column of keys.</param>
/// <param name="MarkColumn">The internal name of the column of marks; null without.</param>
/// <param name="Made">What this run made, by name; empty when everything was there.</param>
public sealed record ProvisionedList(Guid ListGuid, ImmutableDictionary<string, ListColumnInfo> Columns, KeyMode KeyMode, string KeyColumn, string? MarkColumn, ImmutableArray<string> Made);
