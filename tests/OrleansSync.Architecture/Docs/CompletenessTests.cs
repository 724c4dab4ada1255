using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Docs;

/// <summary>Lists in the documentation that code could outgrow.</summary>
public sealed partial class CompletenessTests
{
    [Fact]
    public void Readme_EverySettingOfTheServer_IsInIt()
    {
        var readme = RepositoryFiles.Get("README.md").Text;
        var settings = Findings.NotEmpty(
            from file in RepositoryFiles.CSharp("src/")
            from section in OptionsClass().Matches(file.Text).Cast<Match>()
            from property in Property().Matches(BodyOf(file.Text, section.Index)).Cast<Match>()
            select (Name: $"{section.Groups["section"].Value}:{property.Groups["name"].Value}", file.Path),
            "setting");
        Findings.None(
            from setting in settings
            where !readme.Contains($"`{setting.Name}`", StringComparison.Ordinal)
            select $"README.md does not name the setting {setting.Name} of {setting.Path}.");
    }

    [Fact]
    public void Architecture_EveryError_IsInItsTable()
    {
        var page = RepositoryFiles.Get("docs/architecture.md").Text;
        var errors = RepositoryFiles.Get("src/OrleansSync.Engine/Errors/SyncError.cs").Code;
        Findings.None(
            from error in Findings.NotEmpty(EnumMember().Matches(errors).Select(match => match.Groups["name"].Value), "error")
            where !page.Contains($"`{JsonNamingPolicy.SnakeCaseUpper.ConvertName(error)}`", StringComparison.Ordinal)
            select $"docs/architecture.md does not name {JsonNamingPolicy.SnakeCaseUpper.ConvertName(error)}.");
    }

    [Fact]
    public void Decisions_EachOfThem_IsInTheList()
    {
        var list = RepositoryFiles.Get("docs/decisions/README.md").Text;
        Findings.None(
            from file in Findings.NotEmpty(RepositoryFiles.Under("docs/decisions/", ".md").Where(file => char.IsAsciiDigit(file.Name[0])), "decision")
            where !list.Contains($"({file.Name})", StringComparison.Ordinal)
            select $"docs/decisions/README.md does not list {file.Name}.");
    }

    // Classes end at the first brace in the first column, which is how the build formats them.
    private static string BodyOf(string text, int begin)
    {
        var end = text.IndexOf("\n}", begin, StringComparison.Ordinal);
        return end < 0 ? text[begin..] : text[begin..end];
    }

    [GeneratedRegex(@"section\s+(?:///\s*)?<c>(?<section>\w+)</c>", RegexOptions.ExplicitCapture)]
    private static partial Regex OptionsClass();

    [GeneratedRegex(@"^    (?:\[[^\n]*\] )?public [\w?<>]+ (?<name>\w+) \{ get; set; \}", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Property();

    [GeneratedRegex(@"^    (?<name>[A-Z]\w+),", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex EnumMember();
}
