using System.Text.RegularExpressions;

namespace OrleansSync.Architecture.Repository;

/// <summary>What every file of the repository must be, so that it works on any machine.</summary>
public sealed partial class TrackedFileTests
{
    [Fact]
    public void Files_OfText_HaveUnixLineEnds() => Findings.None(
        from file in RepositoryFiles.Texts
        let index = file.Text.IndexOf('\r', StringComparison.Ordinal)
        where index >= 0
        select $"{file.At(index)} has a carriage return; lines end in a line feed alone.");

    [Fact]
    public void Files_OfText_NameNoPackageRegistry() => Findings.None(
        from file in RepositoryFiles.Texts
        from match in Registry().Matches(file.Text).Cast<Match>()
        select $"{file.At(match.Index)} names {match.Value}; where packages come from is the business of whoever restores.");

    [Fact]
    public void Files_OfText_NameNoFolderOfAMachine() => Findings.None(
        from file in RepositoryFiles.Texts
        from match in MachinePath().Matches(file.Text).Cast<Match>()
        select $"{file.At(match.Index)} has '{match.Value.Trim()}'; a path that exists on one machine only.");

    // Written so that the patterns do not match themselves.
    [GeneratedRegex(@"\b(?:[\w-]+\.)*(?:nuget|npmjs|yarnpkg|pypi|pythonhosted|jsr|myget|jfrog|maven|crates|rubygems)\.(?:org|com|io|dev)\b|https?://(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?/(?:simple|npm|nuget|v3|repository|artifactory)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Registry();

    [GeneratedRegex(@"(?<![\w.~*}\])-])/(?:work|root|workspaces?|builds|home/\w+|Users/\w+)/[\w.]|\b[A-Z]:\\(?:Users|Windows|Temp)\\")]
    private static partial Regex MachinePath();
}
