namespace OrleansSync.Engine.Budgets;

/// <summary>Whose turn it is when units are short; lower numbers first.</summary>
public enum BudgetPriority
{
    /// <summary>Changes that people made.</summary>
    Edits = 1,

    /// <summary>Backfills and reconciles.</summary>
    Backfill = 2,
}
