using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tests.SyncDefinitions;

public sealed class SyncDefinitionTests
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly SyncDefinition Created = SyncDefinition.Create(new SyncDefinitionId(new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)), Specs.Orders, Then);

    [Fact]
    public void Change_AnotherSpec_MovesRevisionEtagAndTime()
    {
        var changed = Created.Change(Specs.Orders with { Name = "Other" }, Then.AddHours(1));

        Assert.Equal(2, changed.Revision);
        Assert.NotEqual(Created.Etag, changed.Etag);
        Assert.Equal(Then.AddHours(1), changed.UpdatedAt);
        Assert.Equal(Then, changed.CreatedAt);
    }

    [Fact]
    public void Change_SameSpec_IsNoChange() => Assert.Equal(Created, Created.Change(Specs.Orders with { }, Then.AddHours(1)));

    [Fact]
    public void CheckEtag_EmptyOrCurrent_Passes()
    {
        Created.CheckEtag("");
        Created.CheckEtag(Created.Etag);
    }

    [Fact]
    public void CheckEtag_OfAnEarlierRevision_IsRefused()
    {
        var changed = Created.Change(Specs.Orders with { Name = "Other" }, Then);

        Assert.Equal(SyncError.EtagMismatch, Assert.Throws<SyncException>(() => changed.CheckEtag(Created.Etag)).Error);
    }
}
