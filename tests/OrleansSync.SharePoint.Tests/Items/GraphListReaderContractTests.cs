using OrleansSync.Testing.Lists;

namespace OrleansSync.SharePoint.Tests.Items;

public sealed class GraphListReaderContractTests : ListReaderContract
{
    protected override async Task<IListFixture> OpenAsync() => await EmulatedList.OpenAsync(options => options.PageSizeMax = 3);
}
