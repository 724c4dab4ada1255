using OrleansSync.Architecture.Code;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Sources;

/// <summary>
/// A catch of everything hides faults. It may rethrow after it tidied up, or stand in one of the places below, each with
/// its reason; elsewhere a clause or its filter names the types that it expects.
/// </summary>
public sealed class CatchTests
{
    private static readonly Exceptional[] Places =
    [
        new("src/OrleansSync.Server/Errors/ErrorInterceptor.cs", "The edge: the one place that turns any exception into a status."),
        new("src/OrleansSync.Server/Hosting/ServerApplication.cs", "The edge of the process: its filter lets through what a person can mend."),
        new("src/OrleansSync.Grains/SyncRuns/RunDriver.cs", "The edge of a run: what nobody foresaw is logged, tried again and then fails the run, which people see."),
        new("src/OrleansSync.Server/SyncRuns/RunWaker.cs", "The edge of a background loop: one definition's trouble must not stop the others; it is logged and tried again."),
        new("src/OrleansSync.Postgres/Metastore/MetastoreDatabase.cs", "Its filter is a classifier that knows what trouble of the metastore looks like; everything else passes."),
    ];

    [Fact]
    public void Catch_OfEveryException_StandsAtTheEdgeOnly() => Findings.None(
        from file in RepositoryFiles.CSharp("src/")
        where !Array.Exists(Places, place => place.Covers(file.Path))
        from clause in CatchClause.In(file)
        where clause.SwallowsEverything
        select $"{file.At(clause.Index)} catches every exception and goes on; name the types, or list the file here with its reason.");

    [Fact]
    public void Places_EachOfThem_IsStillUsed() => Findings.None(
        from place in Places
        where !RepositoryFiles.All.Any(file => place.Covers(file.Path) && CatchClause.In(file).Any(clause => clause.SwallowsEverything))
        select $"{place.Path} no longer catches everything; take it off the list.");
}
