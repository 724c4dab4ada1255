using System.Text.RegularExpressions;
using OrleansSync.PowerShell.Tests.Running;
using Xunit.Abstractions;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>The suites under tests/Module, on a real PowerShell with the module as it is installed.</summary>
public sealed partial class PesterTests(ITestOutputHelper output)
{
    private const string Run = """
        if (-not (Get-Module -ListAvailable Pester | Where-Object Version -ge '5.0')) { 'Pester 5 is not installed.'; exit 3 }
        $settings = New-PesterConfiguration
        $settings.Run.Path = $env:ORLEANSSYNC_SUITE
        $settings.Run.PassThru = $true
        $settings.Output.Verbosity = 'Detailed'
        $settings.Output.RenderMode = 'Plaintext'
        $settings.Should.ErrorAction = 'Continue'
        $result = Invoke-Pester -Configuration $settings
        "COUNTS $($result.PassedCount) $($result.FailedCount) $($result.SkippedCount) $($result.FailedContainersCount + $result.FailedBlocksCount)"
        exit [int]($result.Result -ne 'Passed')
        """;

    public static TheoryData<string> Suites => [.. Directory.EnumerateFiles(Repository.PathOf("tests/Module"), "*.Tests.ps1").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [PwshTheory]
    [MemberData(nameof(Suites))]
    public Task Suite_OnARealPowerShell_Passes(string suite) => LiveWorld.WithNewAsync(async world =>
    {
        await world.FillAsync();
        var environment = new Dictionary<string, string>(world.Environment) { ["ORLEANSSYNC_SUITE"] = Repository.PathOf($"tests/Module/{suite}") };
        var (exitCode, text) = await Pwsh.RunAsync(Run, environment);
        output.WriteLine(text);
        Assert.True(exitCode == 0, text);
        var counts = Counts().Match(text);
        Assert.True(counts.Success && counts.Groups["passed"].Value != "0", $"No test was run:\n{text}");
    });

    [Fact]
    public void Suites_AllTogether_CallEveryCmdlet()
    {
        var code = string.Join('\n', Directory.EnumerateFiles(Repository.PathOf("tests/Module"), "*.Tests.ps1").Select(File.ReadAllText));
        Assert.Empty(CmdletType.All.Where(cmdlet => !Regex.IsMatch(code, $@"\b{cmdlet.Name}\b")).Select(cmdlet => cmdlet.Name));
        Assert.Empty(ScriptCheck.Problems(code));
    }

    [GeneratedRegex(@"^COUNTS (?<passed>\d+) ", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Counts();
}
