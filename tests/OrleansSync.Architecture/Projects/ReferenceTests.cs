using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Projects;

/// <summary>Who may see whom; the table is <see cref="Room"/>.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Rooms_EveryProjectOfSource_IsInTheTable() =>
        Assert.Equal(Room.All.Keys.Order(StringComparer.Ordinal), ProjectFile.OfSource.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_OfSource_ReferenceAllowedProjectsOnly() => Findings.None(Refused(project => project.Projects, room => room.Projects, "the project"));

    [Fact]
    public void Projects_OfSource_ReferenceAllowedPackagesOnly() => Findings.None(
        Refused(project => project.Items("PackageReference"), room => room.Packages, "the package")
            .Concat(Refused(project => project.Items("OrleansReference"), room => room.Orleans, "of Orleans"))
            .Concat(Refused(project => project.Items("GrpcReference"), room => room.Grpc, "of gRPC"))
            .Concat(Refused(project => project.Items("TomlynReference"), room => room.Tomlyn, "of Tomlyn")));

    [Fact]
    public void Projects_OfSource_AnswerHttpOnlyWhereTheTableSaysSo() => Findings.None(
        from project in ProjectFile.OfSource
        let isWeb = project.Sdk != "Microsoft.NET.Sdk" || project.Items("FrameworkReference").Any()
        where isWeb && Room.All.TryGetValue(project.Name, out var room) && !room.IsWeb
        select $"{project.Path} is built with {project.Sdk} and framework references; only projects that answer HTTP are.");

    [Fact]
    public void Projects_OfSource_HaveNoSideDoors() => Findings.None(
        ProjectFile.OfSource
            .SelectMany(project => project.Elements("Reference").Concat(project.Elements("Import")).Concat(project.Elements("PackageDownload"))
                .Select(element => $"{project.Path} has <{element.Name.LocalName}>; what it sees is declared as a reference that this test reads."))
            .Concat(RepositoryFiles.All
                .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)
                    && (file.Name.EndsWith(".props", StringComparison.Ordinal) || file.Name.EndsWith(".targets", StringComparison.Ordinal)))
                .Select(file => $"{file.Path} could add references that no project file shows; say it in the root's build files.")));

    [Fact]
    public void Internals_OfSource_AreVisibleToTestsOnly() => Findings.None(
        from project in ProjectFile.OfSource
        from friend in project.Items("InternalsVisibleTo")
        where Room.All.ContainsKey(friend) || !friend.StartsWith("OrleansSync.", StringComparison.Ordinal)
        select $"{project.Path} shows its internals to {friend}; make public what another room needs.");

    private static IEnumerable<string> Refused(Func<ProjectFile, IEnumerable<string>> read, Func<Room, string[]> allowed, string what) =>
        from project in ProjectFile.OfSource
        where Room.All.ContainsKey(project.Name)
        from name in read(project)
        where !Room.Allows(allowed(Room.All[project.Name]), name)
        select $"{project.Path} references {what} {name}, which its room may not see.";
}
