using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Engine.Tests.Introspection;

public sealed class DriftEffectsTests
{
    private static readonly RelationName Orders = new("public", "orders");

    private static readonly SyncDefinitionSpec Definition = SyncDefinitionSpec.Empty with
    {
        Direction = SyncDirection.TwoWay,
        Table = new TableReference("public", "orders"),
        Cursor = new CursorChoice(CursorStrategy.Keyset, "changed_at", ""),
        Mappings = [new FieldMapping("name", "Title"), new FieldMapping("", "Label", Transform: "upper(code)")],
        Targets = [new SyncTarget(Guid.Empty, "region = 'north'")],
    };

    [Theory]
    [InlineData(DriftKind.RelationRemoved, "", "Table", "", true)]
    [InlineData(DriftKind.RelationRenamed, "", "public.orders", "public.bills", true)]
    [InlineData(DriftKind.ColumnRemoved, "name", "text", "", true)]
    [InlineData(DriftKind.ColumnRenamed, "name", "name", "title", true)]
    [InlineData(DriftKind.ColumnRetyped, "changed_at", "date", "text", true)]
    [InlineData(DriftKind.ColumnRemoved, "region", "text", "", false)]
    [InlineData(DriftKind.ColumnRetyped, "code", "text", "integer", false)]
    [InlineData(DriftKind.NullabilityChanged, "name", "null", "not null", false)]
    [InlineData(DriftKind.DefaultChanged, "name", "None", "Generated upper(code)", false)]
    [InlineData(DriftKind.ConstraintRemoved, "pk", "PRIMARY KEY (id)", "", true)]
    [InlineData(DriftKind.TriggerChanged, "touch", "before update sets (changed_at)", "", false)]
    [InlineData(DriftKind.RowSecurityChanged, "", "off", "on", false)]
    public void Find_WhatTheDefinitionUses_IsTold(DriftKind kind, string part, string before, string after, bool isStopping)
    {
        var effect = DriftEffects.Find(new DriftFinding(kind, Orders, part, before, after), Definition);

        Assert.Equal(isStopping, Assert.IsType<DriftEffect>(effect).IsStopping);
    }

    [Theory]
    [InlineData(DriftKind.RelationAdded, "", "", "Table")]
    [InlineData(DriftKind.ColumnAdded, "other", "", "text")]
    [InlineData(DriftKind.ColumnRemoved, "other", "text", "")]
    [InlineData(DriftKind.ColumnRetyped, "other", "text", "integer")]
    [InlineData(DriftKind.NullabilityChanged, "name", "not null", "null")]
    [InlineData(DriftKind.DefaultChanged, "name", "None", "None 'x'")]
    [InlineData(DriftKind.ConstraintRemoved, "check", "CHECK (x > 0)", "")]
    [InlineData(DriftKind.IndexChanged, "i", "btree", "")]
    [InlineData(DriftKind.TriggerChanged, "audit", "after insert", "")]
    [InlineData(DriftKind.RowSecurityChanged, "", "on", "off")]
    public void Find_WhatTheDefinitionDoesNotUse_IsNot(DriftKind kind, string part, string before, string after) =>
        Assert.Null(DriftEffects.Find(new DriftFinding(kind, Orders, part, before, after), Definition));

    [Fact]
    public void Find_AnotherTable_IsNot() =>
        Assert.Null(DriftEffects.Find(new DriftFinding(DriftKind.RelationRemoved, new RelationName("other", "orders")), Definition));

    [Fact]
    public void Find_Push_DoesNotCareWhatCannotBeWritten() =>
        Assert.Null(DriftEffects.Find(new DriftFinding(DriftKind.NullabilityChanged, Orders, "name", "null", "not null"), Definition with { Direction = SyncDirection.Push }));

    [Fact]
    public void Find_ColumnOfACompositeKeyMayBeNull_Stops()
    {
        var definition = Definition with { Key = new KeyChoice(KeyStrategy.CompositeColumns, "", ["a", "b"]) };

        Assert.True(DriftEffects.Find(new DriftFinding(DriftKind.NullabilityChanged, Orders, "a", "not null", "null"), definition)?.IsStopping);
    }
}
