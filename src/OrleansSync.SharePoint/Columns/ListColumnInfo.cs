using System.Collections.Immutable;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.SharePoint.Columns;

/// <summary>A column of a list with what a setup asks of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DisplayName">What people see.</param>
/// <param name="Column">Its internal name and kind.</param>
/// <param name="IsHidden">True when people do not see it.</param>
/// <param name="IsIndexed">True when filters may use it.</param>
/// <param name="IsUnique">True when no two items may have the same value.</param>
/// <param name="Choices">The choices that are taken; null for none or any.</param>
/// <param name="LookupList">The list that a lookup points to.</param>
public sealed record ListColumnInfo(string Id, string DisplayName, ListColumn Column, bool IsHidden, bool IsIndexed, bool IsUnique, ImmutableArray<string>? Choices, string? LookupList);
