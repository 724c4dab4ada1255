using OrleansSync.Testing.Lists;

namespace OrleansSync.SharePoint.Tests.Items;

public sealed class GraphListWriterContractTests : ListWriterContract
{
    protected override async Task<IListFixture> OpenAsync() => await EmulatedList.OpenAsync();
}
