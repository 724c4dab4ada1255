using OrleansSync.Engine.Errors;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>Files, headers and what follows from them, without a database.</summary>
public sealed class MigrationTests
{
    private const string Header = "-- expands, compatible with servers from level 1\n";

    [Fact]
    public void Parse_ExpansionAndContraction_AreRead()
    {
        var expansion = Migration.Parse("0007_more_columns.sql", "-- expands, compatible with servers from level 3\r\nselect 1;");
        var contraction = Migration.Parse("0008_fewer.sql", "-- contracts, compatible with servers from level 8\nselect 1;");

        Assert.Equal((7, "more_columns", false, 3, "0007_more_columns"), (expansion.Number, expansion.Name, expansion.IsContraction, expansion.MinimumLevel, expansion.FullName));
        Assert.Equal((8, true, 8), (contraction.Number, contraction.IsContraction, contraction.MinimumLevel));
    }

    [Theory]
    [InlineData("7_more.sql", Header)]
    [InlineData("0007-more.sql", Header)]
    [InlineData("0007_More.sql", Header)]
    [InlineData("0007_more.sql", "select 1;")]
    [InlineData("0007_more.sql", "\n" + Header)]
    [InlineData("0007_more.sql", "-- expands\n")]
    [InlineData("0007_more.sql", "-- changes, compatible with servers from level 1\n")]
    public void Parse_WrongNameOrHeader_IsRefused(string file, string text) => Assert.Throws<FormatException>(() => Migration.Parse(file, text));

    [Fact]
    public void Checksum_OtherLineEnds_IsTheSame() =>
        Assert.Equal(Migration.Parse("0001_a.sql", Header + "a\nb").Checksum, Migration.Parse("0001_a.sql", (Header + "a\nb").ReplaceLineEndings("\r\n")).Checksum.AsEnumerable());

    [Fact]
    public void Checksum_OtherText_IsAnother() =>
        Assert.NotEqual(Migration.Parse("0001_a.sql", Header + "a").Checksum, Migration.Parse("0001_a.sql", Header + "a ").Checksum.AsEnumerable());

    [Theory]
    [InlineData("1e1 2e1 3c2 4e2", true)]
    [InlineData("1e1 2c2 3e2 4c4", true)]
    [InlineData("2e1", false)]
    [InlineData("1e1 3e1", false)]
    [InlineData("1e1 1e1", false)]
    [InlineData("1e1 2e2", false)]
    [InlineData("1e1 2c1", false)]
    [InlineData("1e1 2c3", false)]
    [InlineData("1e1 2c2 3e1", false)]
    public void Order_Headers_MustFollowFromEachOther(string list, bool isAccepted)
    {
        var migrations = list.Split(' ').Reverse().Select(item => New(item[0] - '0', item[1] == 'c', item[2] - '0'));

        if (isAccepted)
        {
            Assert.Equal(Enumerable.Range(1, list.Split(' ').Length), Migration.Order(migrations).Select(migration => migration.Number));
        }
        else
        {
            Assert.Throws<FormatException>(() => Migration.Order(migrations));
        }
    }

    [Fact]
    public void Next_NothingApplied_TheFirst() => Assert.Equal(1, MigrationPlan.Next([New(1), New(2)], [])?.Number);

    [Fact]
    public void Next_AllApplied_None() => Assert.Null(MigrationPlan.Next([New(1), New(2)], [Applied(New(1)), Applied(New(2))]));

    [Fact]
    public void Next_NewerServersAppliedMore_None() => Assert.Null(MigrationPlan.Next([New(1)], [Applied(New(1)), Applied(New(2)), Applied(New(3))]));

    [Fact]
    public void Next_OneIsMissingInBetween_IsRefused()
    {
        var refused = Assert.Throws<SyncException>(() => MigrationPlan.Next([New(1), New(2), New(3)], [Applied(New(1)), Applied(New(3))]));

        Assert.Equal(SyncError.SchemaIncompatible, refused.Error);
        Assert.Contains("lacks migration number 2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_AnotherMigrationOfTheSameNumber_IsRefused()
    {
        var refused = Assert.Throws<SyncException>(() => MigrationPlan.Next([New(1), New(2)], [Applied(New(1)), Applied(New(2)) with { Name = "other", Checksum = [1] }]));

        Assert.Contains("0002_other", refused.Message, StringComparison.Ordinal);
        Assert.Contains("0002_m2", refused.Message, StringComparison.Ordinal);
    }

    private static Migration New(int number, bool isContraction = false, int level = 1) => new(number, $"m{number}", isContraction, level, $"select {number};");

    private static AppliedMigration Applied(Migration migration) => new(migration.Number, migration.Name, migration.Checksum, migration.MinimumLevel);
}
