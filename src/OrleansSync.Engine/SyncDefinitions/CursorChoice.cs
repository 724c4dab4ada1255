namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>How a definition follows the changes of its table.</summary>
/// <param name="Strategy">How.</param>
/// <param name="Column">The column that grows with every change; empty for a full scan.</param>
/// <param name="TimeZone">The time zone in which a date or a timestamp without one is written, by its IANA name; empty for UTC.</param>
[GenerateSerializer, Immutable, Alias("CursorChoice")]
public sealed record CursorChoice([property: Id(0)] CursorStrategy Strategy, [property: Id(1)] string Column, [property: Id(2)] string TimeZone)
{
    /// <summary>Nothing given.</summary>
    public static readonly CursorChoice Empty = new(CursorStrategy.Unspecified, "", "");

    /// <summary>The strategy, with what is not given filled in.</summary>
    public CursorStrategy Effective => Strategy != CursorStrategy.Unspecified ? Strategy : Column.Length > 0 ? CursorStrategy.Keyset : CursorStrategy.FullScan;
}
