namespace OrleansSync.Emulator.Throttling;

/// <summary>The budgets of a tenant by its size (10.3).</summary>
/// <param name="PerMinute">Resource units of an app in a minute.</param>
/// <param name="PerDay">Resource units of an app in 24 hours.</param>
/// <param name="PerFiveMinutes">Resource units of all apps in five minutes.</param>
public sealed record TenantTier(int PerMinute, int PerDay, int PerFiveMinutes)
{
    private static readonly TenantTier[] All =
    [
        new(1_250, 1_200_000, 18_750), new(2_500, 2_400_000, 37_500), new(3_750, 3_600_000, 56_250), new(5_000, 4_800_000, 75_000), new(6_250, 6_000_000, 93_750),
    ];

    /// <summary>The tier of a number, 1 (up to 1,000 licences) to 5 (more than 50,000).</summary>
    public static TenantTier Of(int number) => All[number - 1];
}
