using System.Text.RegularExpressions;
using OrleansSync.PowerShell.Tests.Module;
using OrleansSync.PowerShell.Tests.Running;

namespace OrleansSync.PowerShell.Tests.Docs;

/// <summary>What the documents tell people to type: checked against the cmdlets everywhere, and typed where there is a PowerShell.</summary>
public sealed partial class DocumentTests
{
    // Each block stands alone, in one session: an error that nobody expected ends it.
    private const string Frame = """
        $ErrorActionPreference = 'Stop'
        Import-Module (Join-Path $env:ORLEANSSYNC_MODULE 'OrleansSync.psd1')
        Set-Location (New-Item -ItemType Directory (Join-Path $env:HOME ([System.IO.Path]::GetRandomFileName())))
        Connect-OSync | Out-Null
        Copy-Item $env:ORLEANSSYNC_KEY_FILE key.txt
        Set-Content new-secret.txt $env:TENANT_SECRET
        """;

    // What differs from machine to machine, and what only a person could answer.
    private static readonly (string Text, string Instead)[] Substitutions =
    [
        ("https://sync.contoso.com:7443", "$env:ORLEANSSYNC_ADDRESS"),
        ("-DatabaseName invoices", "-DatabaseName $env:SHOP_DATABASE"),
        ("-HostName db.contoso.com -User orleanssync", "-HostName $env:SHOP_HOST -Port $env:SHOP_PORT -User $env:SHOP_USER"),
        ("(Read-Host 'Password' -AsSecureString)", "(ConvertTo-SecureString \"$env:SHOP_PASSWORD \" -AsPlainText)"),
        ("-TenantId fabrikam.onmicrosoft.com -ClientId 5f0c3c1e-6a53-4c4f-9a9e-1b6f0a4f7d11", "-TenantId $env:TENANT_ID -ClientId $env:TENANT_CLIENT -Endpoint $env:TENANT_ENDPOINT -UnitsPerMinute 600000"),
        ("(Read-Host 'Secret' -AsSecureString)", "(ConvertTo-SecureString $env:TENANT_SECRET -AsPlainText)"),
    ];

    public static TheoryData<string> Documents => ["docs/getting-started.md", "docs/least-rights.md", "docs/cookbook.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_OfADocument_AreThereWithTheirParameters(string document)
    {
        var blocks = Blocks(document);
        Assert.NotEmpty(blocks);
        Assert.Empty(blocks.SelectMany(ScriptCheck.Problems));
    }

    [Fact]
    public void Cookbook_OfPipelines_HasTen() => Assert.Equal(10, Blocks("docs/cookbook.md").Count);

    [PwshTheory]
    [MemberData(nameof(Documents))]
    public Task Commands_OfADocument_DoWhatTheyShould(string document) => LiveWorld.WithNewAsync(async world =>
    {
        await world.FillAsync();
        world.Define("orders");
        var script = $"{Frame}\n{string.Join('\n', Blocks(document).Select((block, index) => $"\"BLOCK {index + 1}\"\n{Replace(block)}"))}\n\"END\"";
        var (exitCode, output) = await Pwsh.RunAsync(script, world.Environment);

        Assert.True(exitCode == 0 && output.Contains("END", StringComparison.Ordinal), output);
    });

    private static string Replace(string block) => Substitutions.Aggregate(block, (text, one) => text.Replace(one.Text, one.Instead, StringComparison.Ordinal));

    private static IReadOnlyList<string> Blocks(string document) =>
        [.. Block().Matches(File.ReadAllText(Repository.PathOf(document))).Select(match => match.Groups["code"].Value)];

    [GeneratedRegex("^```powershell\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();
}
