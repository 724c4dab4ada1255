using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Keys;

public sealed class KeyPlanTests
{
    private static readonly KeyColumn[] Columns =
    [
        new("id", PostgresType.Of(20), IsNullable: false),
        new("tenant", PostgresType.Of(25), IsNullable: false),
        new("code", PostgresType.Of(1043, 14), IsNullable: false),
        new("nick", PostgresType.Of(25), IsNullable: true),
        new("size", PostgresType.Of(701), IsNullable: false),
        new("data", PostgresType.Of(3802), IsNullable: false),
    ];

    private static readonly TableConstraint[] Constraints =
    [
        new("pk", IsPrimaryKey: true, ["id"]),
        new("uq_code", IsPrimaryKey: false, ["tenant", "code"]),
        new("uq_nick", IsPrimaryKey: false, ["nick"]),
        new("uq_late", IsPrimaryKey: false, ["code"], IsImmediate: false),
        new("uq_size", IsPrimaryKey: false, ["size"]),
    ];

    [Theory]
    [InlineData(KeyStrategy.PrimaryKey, "", "", "id")]
    [InlineData(KeyStrategy.UniqueConstraint, "uq_code", "", "tenant,code")]
    [InlineData(KeyStrategy.UniqueConstraint, "uq_nick", "", "!NullableColumn nick")]
    [InlineData(KeyStrategy.UniqueConstraint, "uq_late", "", "!ConstraintNotImmediate uq_late")]
    [InlineData(KeyStrategy.UniqueConstraint, "uq_size", "", "!TypeNotUsable size")]
    [InlineData(KeyStrategy.UniqueConstraint, "none", "", "!NoSuchConstraint none")]
    [InlineData(KeyStrategy.CompositeColumns, "", "code,tenant", "code,tenant")]
    [InlineData(KeyStrategy.CompositeColumns, "", "id,code", "id,code")]
    [InlineData(KeyStrategy.CompositeColumns, "", "code", "!NotUnique ")]
    [InlineData(KeyStrategy.CompositeColumns, "", "", "!ColumnsMissing ")]
    [InlineData(KeyStrategy.CompositeColumns, "", "id,id", "!ColumnsMissing ")]
    [InlineData(KeyStrategy.CompositeColumns, "", "id,gone", "!NoSuchColumn gone")]
    [InlineData(KeyStrategy.CompositeColumns, "", "id,data", "!TypeNotUsable data")]
    [InlineData(KeyStrategy.Hash, "", "nick,code", "nick,code")]
    [InlineData(KeyStrategy.Hash, "", "size", "!TypeNotUsable size")]
    public void Make_Choice_IsThePlanOrTheReason(KeyStrategy strategy, string constraint, string columns, string expected)
    {
        var (plan, failure) = KeyPlan.Make(new(strategy, constraint, [.. columns.Split(',', StringSplitOptions.RemoveEmptyEntries)]), Columns, Constraints);

        Assert.Equal(expected, failure is null ? string.Join(",", plan?.Columns.Select(column => column.Name) ?? []) : $"!{failure.Rule} {failure.Column}");
        Assert.True(failure is null || failure.Problem.EndsWith('.'));
    }

    [Fact]
    public void Make_TableWithoutPrimaryKey_IsRefused() => Assert.Equal(KeyRule.NoPrimaryKey, KeyPlan.Make(KeyChoice.PrimaryKey, Columns, []).Failure?.Rule);

    [Fact]
    public void TryRead_Row_IsItsKeyInTheKeysOrder()
    {
        var plan = Plan(new(KeyStrategy.UniqueConstraint, "uq_code", []));

        Assert.True(plan.TryRead([new(KeyPart.Of("t")), new(KeyPart.Of("c"))], out var key, out _));
        Assert.Equal(new RowKey(KeyPart.Of("t"), KeyPart.Of("c")), key);
    }

    [Fact]
    public void TryRead_NullOrUnknown_IsRefusedByName()
    {
        var plan = Plan(new(KeyStrategy.UniqueConstraint, "uq_code", []));

        Assert.False(plan.TryRead([new(KeyPart.Of("t")), KeyCell.Null], out _, out var failure));
        Assert.Equal(new(KeyRule.NullInKey, "code"), failure);
        Assert.False(plan.TryRead([KeyCell.Unknown, new(KeyPart.Of("c"))], out _, out failure));
        Assert.Equal(new(KeyRule.UnknownInKey, "tenant"), failure);
    }

    [Fact]
    public void TryRead_HashedKey_TakesNullsButNoUnknowns()
    {
        var plan = Plan(new(KeyStrategy.Hash, "", ["nick", "code"]));

        Assert.True(plan.TryRead([KeyCell.Null, new(KeyPart.Of("c"))], out var withNull, out _));
        Assert.True(plan.TryRead([new(KeyPart.Of("")), new(KeyPart.Of("c"))], out var withEmpty, out _));
        Assert.True(plan.TryRead([KeyCell.Null, new(KeyPart.Of("c"))], out var again, out _));
        Assert.NotEqual(withNull, withEmpty);
        Assert.Equal(withNull, again);
        Assert.Equal(KeyPartKind.Bytes, Assert.Single(withNull.Parts).Kind);
        Assert.False(plan.TryRead([KeyCell.Unknown, new(KeyPart.Of("c"))], out _, out var failure));
        Assert.Equal(KeyRule.UnknownInKey, failure?.Rule);
    }

    private static KeyPlan Plan(KeyChoice choice) => KeyPlan.Make(choice, Columns, Constraints).Plan ?? throw new InvalidOperationException("The choice is refused.");
}
