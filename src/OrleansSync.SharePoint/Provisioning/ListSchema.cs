using System.Collections.Immutable;
using OrleansSync.SharePoint.Columns;
using OrleansSync.SharePoint.Items;

namespace OrleansSync.SharePoint.Provisioning;

/// <summary>What a list is to be like.</summary>
/// <param name="DisplayName">Its display name; 1 to 255 characters.</param>
/// <param name="Columns">Its columns; up to 200, each name once without regard to case.</param>
public sealed record ListSchema(string DisplayName, ImmutableArray<DeclaredColumn> Columns)
{
    /// <summary>How keys are kept.</summary>
    public KeyMode KeyMode { get; init; }

    /// <summary>The display or internal name of the user's column for <see cref="KeyMode.UserColumn"/>.</summary>
    public string? UserKeyColumn { get; init; }

    /// <summary>True when items of deleted rows are to be marked.</summary>
    public bool HasMark { get; init; }
}
