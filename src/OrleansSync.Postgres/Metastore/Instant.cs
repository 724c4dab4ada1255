namespace OrleansSync.Postgres.Metastore;

/// <summary>Turns Orleans' DateTime into the instants that columns hold.</summary>
internal static class Instant
{
    /// <summary>The same instant, marked as UTC; without a kind it is UTC already, as everywhere in Orleans.</summary>
    public static DateTime ToUtc(DateTime value) =>
        value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc);
}
