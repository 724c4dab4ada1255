namespace Orleans.TestingHost;

/// <summary>What a <see cref="TestCluster"/> is made of.</summary>
public class TestClusterOptions
{
    /// <summary>The cluster's name.</summary>
    public string ClusterId { get; set; } = TestClusterBuilder.CreateClusterId();

    /// <summary>The service's name.</summary>
    public string ServiceId { get; set; } = Guid.NewGuid().ToString();

    /// <summary>How many silos it starts with; the stand-in runs one.</summary>
    public short InitialSilosCount { get; set; }

    /// <summary>The names of the types that configure the silos.</summary>
    public List<string?> SiloBuilderConfiguratorTypes { get; } = [];
}
