using System.Collections.Immutable;
using OrleansSync.Engine.SharePointLists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>A list that is to be.</summary>
/// <param name="DisplayName">1 to 255 characters.</param>
/// <param name="Columns">Its columns; up to 200, each display name once without regard to case.</param>
/// <param name="KeyMode">How it keeps keys.</param>
/// <param name="HasMark">True when items of deleted rows are to be marked.</param>
public sealed record ListDeclaration(string DisplayName, ImmutableArray<ColumnDeclaration> Columns, ListKeyMode KeyMode, bool HasMark);
