using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>What a person may configure, and what they are told when it is wrong.</summary>
public sealed class MetastoreOptionsTests
{
    [Fact]
    public void Options_SectionGiven_IsBound()
    {
        var options = Read(("ConnectionString", "Host=db;Username=u"), ("CommandTimeout", "00:00:30"), ("PoolSizeMax", "7"));

        Assert.Equal(("Host=db;Username=u", TimeSpan.FromSeconds(30), 7), (options.ConnectionString, options.CommandTimeout, options.PoolSizeMax));
    }

    [Theory]
    [InlineData("ConnectionString", "", "ConnectionString")]
    [InlineData("PoolSizeMax", "1", "PoolSizeMax")]
    [InlineData("PoolSizeMax", "501", "PoolSizeMax")]
    [InlineData("ConnectTimeout", "00:00:00", "ConnectTimeout")]
    [InlineData("CommandTimeout", "00:06:00", "CommandTimeout")]
    [InlineData("RetryTotal", "-00:00:01", "RetryTotal")]
    [InlineData("RetryDelayFirst", "00:00:00", "RetryDelayFirst")]
    [InlineData("RetryDelayFirst", "00:00:05", "longer than Metastore:RetryDelayMax")]
    [InlineData("RetryDelayMax", "00:02:00", "RetryDelayMax")]
    [InlineData("MigrationLockTimeout", "02:00:00", "MigrationLockTimeout")]
    [InlineData("MigrationTimeout", "00:00:00", "MigrationTimeout")]
    [InlineData("HealthTimeout", "00:05:00", "HealthTimeout")]
    public void Options_OutOfRange_AreRefusedByName(string name, string value, string expected)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("ConnectionString", "Host=db"), (name, value)));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("t0p-s3cret")]
    [InlineData("Hots=db;Password=t0p-s3cret")]
    [InlineData("Username=u;Password=t0p-s3cret")]
    [InlineData("Host=db;Port=t0p-s3cret")]
    public void Options_NotAConnectionString_AreRefusedWithoutShowingIt(string connectionString)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read(("ConnectionString", connectionString)));

        Assert.Contains("Metastore:ConnectionString", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("t0p-s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    private static MetastoreOptions Read(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Name).Select(setting => KeyValuePair.Create($"Metastore:{setting.Name}", (string?)setting.Value)))
            .Build();
        using var provider = new ServiceCollection().AddPostgresMetastore(configuration).BuildServiceProvider();
        return provider.GetRequiredService<IOptions<MetastoreOptions>>().Value;
    }
}
