using System.Collections.Immutable;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Mapping;

public sealed class MappingProposalsTests
{
    private static readonly ImmutableHashSet<string> Kept = ["OrleansSyncKey"];

    [Fact]
    public void Propose_SameAndSimilarNames_PairsEachOnceTheSurestFirst()
    {
        var table = Table(("order_no", 23), ("order date", 1184), ("name", 1043), ("Unrelated", 25));
        ImmutableArray<KnownColumn> fields =
        [
            Field("Title", "Title", ListColumnKind.Text), Field("order_no", "Number", ListColumnKind.Number), Field("Order_x0020_Date", "Order Date", ListColumnKind.DateTime), Field("OrleansSyncKey", "OrleansSyncKey", ListColumnKind.Text),
        ];

        var proposals = MappingProposals.Propose(table, fields, Kept, SyncDirection.Push);

        Assert.Equal([("order_no", "order_no"), ("order date", "Order_x0020_Date"), ("name", "Title")], proposals.Select(proposal => (proposal.Mapping.Column, proposal.Mapping.Field)));
        Assert.Equal(proposals.Select(proposal => proposal.Confidence), proposals.Select(proposal => proposal.Confidence).OrderDescending());
        Assert.All(proposals, proposal => Assert.NotEmpty(proposal.Reason));
    }

    [Fact]
    public void Propose_TypesThatCouldLose_SaysSoOrProposesNothing()
    {
        ImmutableArray<KnownColumn> fields = [Field("id", "id", ListColumnKind.Number), Field("flag", "flag", ListColumnKind.Boolean), Field("Created", "Created", ListColumnKind.DateTime, isReadOnly: true)];

        var proposals = MappingProposals.Propose(Table(("id", 20), ("flag", 25), ("created", 1184)), fields, Kept, SyncDirection.Push);

        var only = Assert.Single(proposals);
        Assert.True(only.Mapping.ValuesFit);
        Assert.Contains("parked", only.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_LookupOfAnotherListThanTheParents_ProposesNothing()
    {
        var (target, parentList) = (new RelationName("public", "customers"), new Guid("0190a5b0-0000-7000-8000-000000000002"));
        var parent = new ParentList(new Guid("0190a5b0-0000-7000-8000-000000000001"), "Customers", target, "id", parentList, "Title");
        var table = Table(("customer", 23)) with
        {
            Constraints = [new ConstraintInfo("f", ConstraintKind.ForeignKey, ["customer"], false, true, "") { Target = target, TargetColumns = ["id"] }],
        };

        var right = MappingProposals.Propose(table, [Field("Buyer", "Buyer", ListColumnKind.Lookup) with { LookupList = parentList.ToString() }], Kept, SyncDirection.Push, parent);
        var wrong = MappingProposals.Propose(table, [Field("customer", "customer", ListColumnKind.Lookup) with { LookupList = parent.DefinitionId.ToString() }], Kept, SyncDirection.Push, parent);

        Assert.Equal(new FieldMapping("customer", "Buyer", MappingDirection.PushOnly, LookupDefinition: parent.DefinitionId), Assert.Single(right).Mapping);
        Assert.Empty(wrong);
    }

    private static RelationInfo Table(params (string Name, uint Oid)[] columns) => new(
        1, new RelationName("public", "t"), RelationKind.Table,
        [.. columns.Select((column, index) => new ColumnInfo(index + 1, column.Name, PostgresType.Of(column.Oid, column.Oid == 1043 ? 84 : -1), "text", "", true, "", IdentityKind.None, ""))]);

    private static KnownColumn Field(string name, string displayName, ListColumnKind kind, bool isReadOnly = false) => new(new ListColumn(name, kind, isReadOnly), displayName, false, false, false);
}
