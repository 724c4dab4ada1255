using Microsoft.Extensions.Configuration;

namespace Orleans.TestingHost;

/// <summary>Builds a <see cref="TestCluster"/>. As in the real one the default is two silos, so say one.</summary>
public class TestClusterBuilder
{
    private readonly List<Action<IConfigurationBuilder>> configuration = [];

    /// <summary>Two silos.</summary>
    public TestClusterBuilder() : this(2)
    {
    }

    /// <summary>So many silos.</summary>
    public TestClusterBuilder(short initialSilosCount) => Options = new TestClusterOptions { InitialSilosCount = initialSilosCount };

    /// <summary>What the cluster is made of.</summary>
    public TestClusterOptions Options { get; }

    /// <summary>Settings that the silos find in their configuration.</summary>
    public Dictionary<string, string?> Properties { get; } = [];

    /// <summary>A new name for a cluster.</summary>
    public static string CreateClusterId() => $"testcluster-{Guid.NewGuid():N}";

    /// <summary>Adds a type (<see cref="ISiloConfigurator"/> or <see cref="IHostConfigurator"/>) that configures the silos.</summary>
    public TestClusterBuilder AddSiloBuilderConfigurator<T>()
        where T : new()
    {
        Options.SiloBuilderConfiguratorTypes.Add(typeof(T).AssemblyQualifiedName);
        return this;
    }

    /// <summary>Adds to the configuration of the silos.</summary>
    public TestClusterBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        configuration.Add(configureDelegate);
        return this;
    }

    /// <summary>Builds the cluster; it is not started yet.</summary>
    public TestCluster Build()
    {
        SingleSilo.Check(Options.InitialSilosCount);
        return new TestCluster(Options, builder =>
        {
            builder.AddInMemoryCollection(Properties);
            configuration.ForEach(configure => configure(builder));
        });
    }
}
