using OrleansSync.Helix.Artifacts;
using OrleansSync.Testing.Helix;

namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>The contract's tests as functions, to be run one after another on one server.</summary>
internal sealed class S3Contract(IArtifactStore store) : ArtifactStoreContract
{
    public static readonly IReadOnlyList<Func<S3Contract, Task>> Tests =
    [
        contract => contract.RunAsync(contract.Find_Unknown_Null),
        contract => contract.RunAsync(() => contract.Put_AnySize_IsReadBack(0)),
        contract => contract.RunAsync(() => contract.Put_AnySize_IsReadBack(3_000_000)),
        contract => contract.RunAsync(contract.Put_Again_Replaces),
        contract => contract.RunAsync(contract.List_Prefix_GivesItsKeysInOrderAndNoOthers),
        contract => contract.RunAsync(contract.Delete_SomeOfThemUnknown_RemovesTheOthers),
        contract => contract.RunAsync(() => contract.Any_KeyThatIsNone_IsRefused("a/../x")),
        // Without readers of a key that is being replaced: this server writes into the object that it serves, which S3 does not.
    ];

    protected override Task<IArtifactStore> OpenAsync() => Task.FromResult(store);

    private async Task RunAsync(Func<Task> test)
    {
        await InitializeAsync();
        await test();
    }
}
