namespace OrleansSync.Engine.Values.Canonical;

/// <summary>
/// sharepoint-graph.md 6.17: a list's unique columns and its eq filter know no case. Keys that live in a list's own column
/// are looked up and grouped with this comparer; two rows whose keys are equal here cannot both become items.
/// </summary>
public static class ListKeyComparer
{
    /// <summary>Compares without regard to case, by code unit and in no language.</summary>
    public static StringComparer Instance => StringComparer.OrdinalIgnoreCase;
}
