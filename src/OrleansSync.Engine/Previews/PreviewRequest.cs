using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Matching;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Tables;

namespace OrleansSync.Engine.Previews;

/// <summary>What is to be previewed.</summary>
/// <param name="Definition">The definition.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Route">The list in which a row belongs; null when the routing names none.</param>
/// <param name="Budget">How much of the tenant's units may be used.</param>
/// <param name="ComparesAll">True when the run would compare the whole table and look for deletes.</param>
/// <param name="RowsMax">How many rows are shown; all are counted.</param>
/// <param name="ShowsUnchanged">True when rows about which nothing would be done are shown too.</param>
public sealed record PreviewRequest(
    SyncDefinition Definition, SyncRules Rules, Func<RowChange, ListId?> Route, BudgetLimits Budget, bool ComparesAll, int RowsMax, bool ShowsUnchanged = false)
{
    /// <summary>Matches items that were there before the first push; null to leave them out.</summary>
    public ListMatcher? Matcher { get; init; }
}
