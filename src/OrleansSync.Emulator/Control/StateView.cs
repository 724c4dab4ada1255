namespace OrleansSync.Emulator.Control;

/// <summary>What there is, for a page that shows it.</summary>
internal sealed record StateView(string Tenant, string ClientId, ClockView Clock, Throttling.BudgetView Budget, SiteView[] Sites);
