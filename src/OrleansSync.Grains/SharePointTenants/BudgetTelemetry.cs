using System.Diagnostics.Metrics;

namespace OrleansSync.Grains.SharePointTenants;

/// <summary>What the use of budgets measures; the names are listed in docs/observability.md.</summary>
public sealed class BudgetTelemetry : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "OrleansSync.Budgets";

    private readonly Meter meter = new(Name);
    private readonly Counter<long> units;
    private readonly Counter<long> refusals;
    private readonly Counter<long> throttled;

    /// <summary>Makes the instruments.</summary>
    public BudgetTelemetry()
    {
        units = meter.CreateCounter<long>("orleanssync.sharepoint.resource_units", "{unit}", "Resource units that were granted.");
        refusals = meter.CreateCounter<long>("orleanssync.sharepoint.budget_refusals", "{refusal}", "Requests for units that were told to wait.");
        throttled = meter.CreateCounter<long>("orleanssync.sharepoint.throttled", "{answer}", "Answers of the service that said to stop for a while (429, 503).");
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    internal void Grant(int count) => units.Add(count);

    internal void Refuse() => refusals.Add(1);

    internal void Throttle() => throttled.Add(1);
}
