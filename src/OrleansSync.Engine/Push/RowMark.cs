using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Push;

/// <summary>Tells a change of a row from a later one: its values, or that it was deleted.</summary>
internal readonly record struct RowMark(bool IsThere, Row? Row)
{
    public static RowMark Of(RowView view) => new(IsThere: true, ChangeOf(view).Row);

    public static RowChange ChangeOf(RowView view) => view switch
    {
        RowView.Seen seen => seen.Change,
        RowView.Unusable unusable => unusable.Change,
        _ => throw new ArgumentException("A change that was read has a row or a delete.", nameof(view)),
    };
}
