namespace OrleansSync.Testing.Postgres;

/// <summary>Says whether this machine can give a test its PostgreSQL, and if not, what is missing.</summary>
public static class PostgresAvailability
{
    /// <summary>The connection string of a server on which the tests may create and drop databases.</summary>
    public const string ConnectionVariable = "ORLEANSSYNC_POSTGRES";

    internal static bool IsCi => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    internal static string? ConnectionString => Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } given ? given : null;

    /// <summary>What stands in the way, as a sentence that names the way out; null when nothing does.</summary>
    /// <param name="ownServer">The test stops, kills or pauses its server, so a server of somebody else's will not do.</param>
    public static string? FindObstacle(bool ownServer)
    {
        if (ConnectionString is not null && !ownServer)
        {
            return null;
        }

        if (OperatingSystem.IsWindows())
        {
            return ownServer
                ? "The test starts and kills a PostgreSQL server of its own, which the fixture does on Linux and macOS only."
                : $"The fixture starts PostgreSQL on Linux and macOS only. Set {ConnectionVariable} to the connection string of a server where databases may be created.";
        }

        if (PostgresBinaries.Find() is not null)
        {
            return null;
        }

        return ownServer
            ? "The test starts and kills a PostgreSQL server of its own, and PostgreSQL's programs were not found. Install them (Debian: apt-get install postgresql)."
            : $"PostgreSQL was not found. Install it (Debian: apt-get install postgresql), or set {ConnectionVariable} to the connection string of a server where databases may be created.";
    }

    /// <summary>On CI a missing PostgreSQL is a failure, not a reason to test less: there nothing is skipped.</summary>
    internal static string? FindSkipReason(bool ownServer) => IsCi ? null : FindObstacle(ownServer);
}
