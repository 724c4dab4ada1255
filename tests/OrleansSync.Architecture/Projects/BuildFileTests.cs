using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Projects;

/// <summary>What the two builds stand on: one place for versions, one solution, one switch.</summary>
public sealed partial class BuildFileTests
{
    /// <summary>The one file that may know which build it is in, if any has to: it configures the host.</summary>
    private const string HostFile = "src/OrleansSync.Server/Hosting/SiloSetup.cs";

    [Fact]
    public void Packages_EveryReference_TakesItsVersionFromTheCentralFile()
    {
        var files = RepositoryFiles.Under("", ".csproj").Concat(RepositoryFiles.Under("", ".props")).Concat(RepositoryFiles.Under("", ".targets"));
        Findings.None(
            from file in files
            from reference in new ProjectFile(file).Elements("PackageReference")
            where reference.Attributes().Any(attribute => IsVersion(attribute.Name.LocalName)) || reference.Elements().Any(child => IsVersion(child.Name.LocalName))
            select $"{file.Path}: {reference.Attribute("Include")?.Value} has a version; it belongs in Directory.Packages.props.");

        static bool IsVersion(string name) => name is "Version" or "VersionOverride";
    }

    [Fact]
    public void Solution_EveryProjectOfTheTree_IsInIt()
    {
        var inSolution = SolutionLine().Matches(RepositoryFiles.Get("OrleansSync.sln").Text)
            .Select(match => match.Groups["path"].Value.Replace('\\', '/'))
            .ToHashSet(StringComparer.Ordinal);
        var inTree = ProjectFile.All.Select(project => project.Path).ToHashSet(StringComparer.Ordinal);
        Findings.None(
            inTree.Except(inSolution).Select(path => $"{path} is not in OrleansSync.sln; add it with 'dotnet sln add'.")
                .Concat(inSolution.Except(inTree).Select(path => $"OrleansSync.sln has {path}, which is not in the tree.")));
    }

    [Fact]
    public void Source_OutsideTheHostFile_DoesNotKnowWhichBuildItIsIn() => Findings.None(
        from file in RepositoryFiles.Texts
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path != HostFile
        let text = file.Name.EndsWith(".cs", StringComparison.Ordinal) ? file.Code : file.Text
        from match in KnowsTheBuild().Matches(text).Cast<Match>()
        select $"{file.At(match.Index)} asks which build it is in ('{match.Value}'); only {HostFile} may.");

    [GeneratedRegex("""^Project\("[^"]*"\)\s*=\s*"[^"]*",\s*"(?<path>[^"]*proj)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SolutionLine();

    [GeneratedRegex(@"\$\(Dependencies\)|#(?:if|elif)\b[^\n]*\b(?:STANDINS|PACKAGES|DEPENDENCIES)\b|\bStandins\.", RegexOptions.IgnoreCase)]
    private static partial Regex KnowsTheBuild();
}
