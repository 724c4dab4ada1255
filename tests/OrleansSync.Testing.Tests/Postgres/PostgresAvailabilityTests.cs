using OrleansSync.Testing.Postgres;

namespace OrleansSync.Testing.Tests.Postgres;

/// <summary>The environment decides, and each case sets its own: so nothing else runs beside them.</summary>
[Collection(nameof(PostgresAvailabilityTests))]
[CollectionDefinition(nameof(PostgresAvailabilityTests), DisableParallelization = true)]
public sealed class PostgresAvailabilityTests : IDisposable
{
    private static readonly string[] Variables = [PostgresAvailability.ConnectionVariable, PostgresBinaries.FolderVariable, "CI"];

    private readonly Dictionary<string, string?> _before = Variables.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    private readonly string _empty = Directory.CreateTempSubdirectory("orleanssync-empty-").FullName;

    [Fact]
    public void FindObstacle_NoProgramsAndNoServer_NamesTheVariable()
    {
        Set(connectionString: null, binaries: _empty, ci: null);

        Assert.Contains("ORLEANSSYNC_POSTGRES", PostgresAvailability.FindObstacle(ownServer: false), StringComparison.Ordinal);
    }

    [Fact]
    public void FindObstacle_ServerGiven_StandsInTheWayOfOwnServersOnly()
    {
        Set(connectionString: "Host=somewhere", binaries: _empty, ci: null);

        Assert.Null(PostgresAvailability.FindObstacle(ownServer: false));
        Assert.NotNull(PostgresAvailability.FindObstacle(ownServer: true));
    }

    [Fact]
    public void Attributes_NoPostgres_SkipWithTheReason()
    {
        Set(connectionString: null, binaries: _empty, ci: null);

        Assert.Equal(PostgresAvailability.FindObstacle(ownServer: false), new PostgresFactAttribute().Skip);
        Assert.Equal(PostgresAvailability.FindObstacle(ownServer: true), new PostgresTheoryAttribute { OwnServer = true }.Skip);
    }

    [Fact]
    public async Task Attributes_NoPostgresOnCi_DoNotSkipSoThatTheTestFails()
    {
        Set(connectionString: null, binaries: _empty, ci: "true");

        Assert.Null(new PostgresFactAttribute().Skip);
        Assert.Null(new PostgresTheoryAttribute { OwnServer = true }.Skip);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => PostgresServer.StartPrivateAsync());
        Assert.Equal(PostgresAvailability.FindObstacle(ownServer: true), failure.Message);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Directory.Delete(_empty);
    }

    private static void Set(string? connectionString, string binaries, string? ci)
    {
        Environment.SetEnvironmentVariable(PostgresAvailability.ConnectionVariable, connectionString);
        Environment.SetEnvironmentVariable(PostgresBinaries.FolderVariable, binaries);
        Environment.SetEnvironmentVariable("CI", ci);
    }
}
