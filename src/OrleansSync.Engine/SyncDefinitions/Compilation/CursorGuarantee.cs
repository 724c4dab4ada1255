namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Says in words what a way of following changes promises.</summary>
public static class CursorGuarantee
{
    /// <summary>The guarantee, for people.</summary>
    public static string Describe(CursorChoice cursor) => cursor.Effective == CursorStrategy.FullScan
        ? "Every run reads the whole table: no change and no delete is missed."
        : $"A change is seen when {cursor.Column} grows with it, transactions that commit late included. A change that leaves {cursor.Column} as it is, and every delete, is found by the full compare only.";
}
