namespace Orleans.Runtime;

/// <summary>Looks into the cluster and acts on it; the key is 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    /// <summary>Ends the lives of grains that were not used for so long.</summary>
    Task ForceActivationCollection(TimeSpan ageLimit);

    /// <summary>The active grains of a type.</summary>
    ValueTask<List<GrainId>> GetActiveGrains(GrainType type);

    /// <summary>The silos.</summary>
    Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false);

    /// <summary>How many grains are active.</summary>
    Task<int> GetTotalActivationCount();
}

internal sealed class ManagementGrain : Grain, IManagementGrain
{
    public Task ForceActivationCollection(TimeSpan ageLimit) =>
        Task.WhenAll(Activation.Silo.Catalog.DeactivateIdle(_ => ageLimit).Select(activation => activation.Deactivated));

    public ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        new([.. from activation in Activation.Silo.Catalog.All where activation.GrainId.Type == type select activation.GrainId]);

    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(new Dictionary<SiloAddress, SiloStatus> { [Activation.Silo.Address] = SiloStatus.Active });

    // Without this one, which is not the application's.
    public Task<int> GetTotalActivationCount() => Task.FromResult(Activation.Silo.Catalog.All.Count(activation => activation.Class.Type != typeof(ManagementGrain)));
}
