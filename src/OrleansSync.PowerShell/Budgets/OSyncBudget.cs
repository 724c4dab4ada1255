using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Budgets;

/// <summary>How the budget of resource units of a tenant's app stands.</summary>
[View("UnitsUsedInMinute", "UnitsPerMinute", "UnitsUsedInDay", "UnitsPerDay", "WaitingDefinitions", "WaitUntilTime")]
public sealed record OSyncBudget
{
    /// <summary>The connection.</summary>
    public string ConnectionId { get; init; } = "";

    /// <summary>What may be granted in any sliding minute.</summary>
    public int UnitsPerMinute { get; init; }

    /// <summary>What counts against that now.</summary>
    public int UnitsUsedInMinute { get; init; }

    /// <summary>What may be granted in any sliding 24 hours.</summary>
    public int UnitsPerDay { get; init; }

    /// <summary>What counts against that now.</summary>
    public int UnitsUsedInDay { get; init; }

    /// <summary>Definitions that were refused units within the last minute and wait for them.</summary>
    public int WaitingDefinitions { get; init; }

    /// <summary>When units are granted again; null when they are now.</summary>
    public DateTimeOffset? WaitUntilTime { get; init; }

    internal static OSyncBudget From(V1.ResourceBudget message) => new()
    {
        UnitsPerMinute = message.UnitsPerMinute,
        UnitsUsedInMinute = message.UnitsUsedInMinute,
        UnitsPerDay = message.UnitsPerDay,
        UnitsUsedInDay = message.UnitsUsedInDay,
        WaitingDefinitions = message.WaitingDefinitions,
        WaitUntilTime = message.WaitUntilTime?.ToDateTimeOffset(),
    };
}
