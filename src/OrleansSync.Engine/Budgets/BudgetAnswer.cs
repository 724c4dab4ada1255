namespace OrleansSync.Engine.Budgets;

/// <summary>What a budget says, at once.</summary>
[GenerateSerializer, Immutable, Alias("BudgetAnswer")]
public abstract record BudgetAnswer
{
    private BudgetAnswer()
    {
    }

    /// <summary>Spend these units until the lease ends. A lost lease is lost: it is never returned.</summary>
    /// <param name="Units">Resource units; at least 1, at most what was asked for.</param>
    /// <param name="Until">When the lease ends.</param>
    [GenerateSerializer, Immutable, Alias("BudgetAnswer.Granted")]
    public sealed record Granted([property: Id(0)] int Units, [property: Id(1)] DateTimeOffset Until) : BudgetAnswer;

    /// <summary>Nothing now.</summary>
    /// <param name="At">When asking is worth it again: the window, the day governor, or a Retry-After of the service.</param>
    [GenerateSerializer, Immutable, Alias("BudgetAnswer.RetryAt")]
    public sealed record RetryAt([property: Id(0)] DateTimeOffset At) : BudgetAnswer;
}
