using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.SharePointLists;

/// <summary>What a person declares of a list, and what the tenant said of it.</summary>
/// <param name="SiteId">In which site.</param>
/// <param name="ListGuid">Its GUID; a list that is made again under its old name has another one.</param>
/// <param name="DisplayName">What people see, when it was read last.</param>
/// <param name="Number">Its number in the ledger; never used again for another list.</param>
/// <param name="KeyMode">How it keeps keys.</param>
/// <param name="KeyColumn">The internal name of the column of keys.</param>
/// <param name="MarkColumn">The internal name of the column of marks; empty for none.</param>
/// <param name="Status">Whether it is used.</param>
/// <param name="Columns">Its columns when they were read last.</param>
public sealed record ListSpec(
    Guid SiteId,
    Guid ListGuid,
    string DisplayName,
    int Number,
    ListKeyMode KeyMode,
    string KeyColumn,
    string MarkColumn,
    ResourceStatus Status,
    ImmutableArray<KnownColumn> Columns) : ICatalogSpec
{
    private const int ColumnNameLengthMax = 255;

    /// <inheritdoc/>
    public Guid? ParentId => SiteId;

    /// <summary>The GUID: a display name may be given to another list.</summary>
    public string NameKey => ListGuid.ToString("D");

    /// <summary>Everything that is wrong with it. Pure; field paths are those of the protocol.</summary>
    public ImmutableArray<FieldViolation> Validate() => new FieldProblems("sharepoint_list")
        .AddIf(!Enum.IsDefined(KeyMode), "key_mode", "is not a mode that this server knows: PROVISIONED, USER_COLUMN or UNINDEXED.")
        .Add("key_column", KeyMode == ListKeyMode.UserColumn ? TextRules.CheckLine(KeyColumn, ColumnNameLengthMax) : null)
        .Add("mark_column", MarkColumn.Length == 0 ? null : TextRules.CheckLine(MarkColumn, ColumnNameLengthMax))
        .AddIf(!Enum.IsDefined(Status), "status", "is not a status that this server knows: ACTIVE or DISABLED.")
        .ToImmutable();

    /// <summary>The column of this internal name; null when there is none.</summary>
    public KnownColumn? Find(string name) => Columns.FirstOrDefault(column => string.Equals(column.Column.Name, name, StringComparison.Ordinal));

    /// <summary>Equal when everything is, each column among it.</summary>
    public bool Equals(ListSpec? other) => other is not null
        && (SiteId, ListGuid, DisplayName, Number, KeyMode, KeyColumn) == (other.SiteId, other.ListGuid, other.DisplayName, other.Number, other.KeyMode, other.KeyColumn)
        && (MarkColumn, Status) == (other.MarkColumn, other.Status)
        && Columns.AsSpan().SequenceEqual(other.Columns.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(SiteId, ListGuid, Number, Columns.Length);
}
