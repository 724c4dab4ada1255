using System.Text.RegularExpressions;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Tests.Metastore;

/// <summary>The migrations that are shipped keep the promise that the previous server runs on the newer schema.</summary>
public sealed partial class RealMigrationsTests
{
    [Fact]
    public void Embedded_All_AreWellFormedAndInOrder() => Assert.NotEmpty(Migration.LoadEmbedded());

    [Fact]
    public void Embedded_Expansions_TakeNothingAway()
    {
        foreach (var migration in Migration.LoadEmbedded().Where(migration => migration is { IsContraction: false, Number: > 1 }))
        {
            Assert.True(
                FindContraction(migration.Text) is not { } found,
                $"{migration.FullName} says that it expands, but holds '{FindContraction(migration.Text)}': older servers would fail. Declare '-- contracts, ...', one version after the servers that need it.");
        }
    }

    [Theory]
    [InlineData("drop table orleanssync.a;", true)]
    [InlineData("DROP\n INDEX orleanssync.a;", true)]
    [InlineData("alter table orleanssync.a drop column b;", true)]
    [InlineData("alter table orleanssync.a drop constraint b;", true)]
    [InlineData("alter table orleanssync.a rename to b;", true)]
    [InlineData("alter table orleanssync.a rename column b to c;", true)]
    [InlineData("alter table orleanssync.a alter column b type bigint;", true)]
    [InlineData("alter table orleanssync.a alter b set data type bigint;", true)]
    [InlineData("alter table orleanssync.a alter column b set not null;", true)]
    [InlineData("alter table orleanssync.a add column b text not null;", true)]
    [InlineData("alter table orleanssync.a add column b text not null default '', add column c text not null;", true)]
    [InlineData("alter table orleanssync.a add constraint b unique (c);", true)]
    [InlineData("alter table orleanssync.a add check (c > 0);", true)]
    [InlineData("create unique index b on orleanssync.a (c);", true)]
    [InlineData("alter table orleanssync.a set schema other;", true)]
    [InlineData("truncate orleanssync.a;", true)]
    [InlineData("delete from orleanssync.a;", true)]
    [InlineData("revoke select on orleanssync.a from public;", true)]
    [InlineData("alter table orleanssync.a add column b text; -- later: drop column b", false)]
    [InlineData("comment on table orleanssync.a is 'do not drop table';", false)]
    [InlineData("/* rename */ alter table orleanssync.a add column b text not null default '';", false)]
    [InlineData("create table orleanssync.a (id uuid not null, constraint a_pkey primary key (id), check (id is not null)); create unique index a_b on orleanssync.a (b);", false)]
    [InlineData("create index b on orleanssync.a (c);", false)]
    public void FindContraction_Statement_IsRecognised(string sql, bool isContraction) => Assert.Equal(isContraction, FindContraction(sql) is not null);

    /// <summary>The first piece that an older server could trip over, or null.</summary>
    private static string? FindContraction(string text)
    {
        var statements = Noise().Replace(text, " ").Split(';');
        // What is created here cannot be missed by a server that does not know it.
        var created = statements.Select(statement => CreatedTable().Match(statement)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToHashSet();
        return statements.Select(statement => FindInStatement(statement, created)).FirstOrDefault(found => found is not null);
    }

    private static string? FindInStatement(string statement, HashSet<string> created)
    {
        if (CreatedTable().IsMatch(statement))
        {
            return null;
        }

        var contracting = Contracting().Match(statement);
        if (contracting.Success)
        {
            return contracting.Value;
        }

        var unique = UniqueIndex().Match(statement);
        if (unique.Success && !created.Contains(unique.Groups[1].Value))
        {
            return unique.Value;
        }

        return statement.Split(',').FirstOrDefault(part => AddedMandatory().IsMatch(part) && !part.Contains(" default ", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", RegexOptions.Singleline)]
    private static partial Regex Noise();

    [GeneratedRegex(@"^\s*create\s+table\s+([\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreatedTable();

    [GeneratedRegex(@"^\s*create\s+unique\s+index\s+\w+\s+on\s+([\w.]+)", RegexOptions.IgnoreCase)]
    private static partial Regex UniqueIndex();

    [GeneratedRegex(@"\b(drop|rename|truncate|revoke)\b|\bdelete\s+from\b|\balter\s+(column\s+)?\w+\s+(set\s+data\s+)?type\b|\bset\s+(not\s+null|schema)\b|\badd\s+(constraint|unique|check|exclude|primary|foreign)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Contracting();

    [GeneratedRegex(@"\badd\s+(column\s+)?.*\bnot\s+null\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex AddedMandatory();
}
