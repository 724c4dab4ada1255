using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tests.SyncDefinitions;

public sealed class RunOrderTests
{
    [Fact]
    public void First_ChildrenOfDueParents_Wait()
    {
        var (parent, child, grandchild, other) = (Of(1), Of(2, 1), Of(3, 2), Of(4, 9));

        Assert.Equal(new[] { parent.Id, other.Id }, First(grandchild, child, parent, other));
        Assert.Equal(new[] { child.Id }, First(grandchild, child));
        Assert.Equal(new[] { grandchild.Id }, First(grandchild));
    }

    [Fact]
    public void First_DefinitionsThatPointToEachOther_DoNotWait()
    {
        var (self, one, two) = (Of(1, 1), Of(2, 3), Of(3, 2));

        Assert.Equal(new[] { self.Id, one.Id, two.Id }, First(self, one, two));
    }

    private static IEnumerable<SyncDefinitionId> First(params SyncDefinition[] due) => RunOrder.First(due).Select(definition => definition.Id);

    private static SyncDefinition Of(int number, params int[] parents) => SyncDefinition.Create(
        IdOf(number), SyncDefinitionSpec.Empty with { Mappings = [.. parents.Select(parent => new FieldMapping("c", $"F{parent}", LookupDefinition: IdOf(parent).Value))] }, default);

    private static SyncDefinitionId IdOf(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
