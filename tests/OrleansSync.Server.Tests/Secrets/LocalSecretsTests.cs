using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Secrets;

namespace OrleansSync.Server.Tests.Secrets;

/// <summary>Variables and files: only what is allowed.</summary>
public sealed class LocalSecretsTests : IDisposable
{
    private const string Variable = "ORLEANSSYNC_SECRET_LOCAL_SECRETS_TESTS";

    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-secrets-").FullName;
    private readonly SecretOptions options = new();

    public LocalSecretsTests() => options.AllowedDirectory = Directory.CreateDirectory(Path.Combine(folder, "allowed")).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Environment_AllowedBeginning_IsRead()
    {
        Environment.SetEnvironmentVariable(Variable, "pa55word");
        try
        {
            Assert.Equal("pa55word", await ReadAsync($"env:{Variable}"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }

        Assert.Contains("no variable", (await FailureAsync($"env:{Variable}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("env:PATH")]
    [InlineData("env:ORLEANSSYNC_Metastore__ConnectionString")]
    public async Task Environment_AnyOther_IsRefused(string reference) =>
        Assert.Contains("Secrets:AllowedEnvironmentPrefix", (await FailureAsync(reference)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("pa55word")]
    [InlineData("pa55word\n")]
    [InlineData("pa55word\r\n")]
    public async Task File_InTheFolder_IsReadWithoutItsLastLineBreak(string content)
    {
        var path = Path.Combine(options.AllowedDirectory, "password");
        await File.WriteAllTextAsync(path, content);

        Assert.Equal("pa55word", await ReadAsync($"file:{path}"));
        Assert.Equal("pa55word", await ReadAsync("file:password"));
    }

    [Fact]
    public async Task File_Elsewhere_IsRefused()
    {
        var outside = Path.Combine(folder, "outside");
        await File.WriteAllTextAsync(outside, "pa55word");
        await File.WriteAllTextAsync(options.AllowedDirectory + "-not", "pa55word");
        File.CreateSymbolicLink(Path.Combine(options.AllowedDirectory, "link"), outside);

        foreach (var reference in new[] { $"file:{outside}", "file:link", $"file:{options.AllowedDirectory}-not", $"file:{options.AllowedDirectory}" })
        {
            Assert.Contains("Secrets:AllowedDirectory", (await FailureAsync(reference)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task File_NoFolderAllowed_IsRefused()
    {
        options.AllowedDirectory = "";

        Assert.Contains("Secrets:AllowedDirectory", (await FailureAsync("file:/etc/hostname")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_MissingEmptyOrLarge_SaysWhich()
    {
        await File.WriteAllTextAsync(Path.Combine(options.AllowedDirectory, "empty"), "\n");
        await File.WriteAllTextAsync(Path.Combine(options.AllowedDirectory, "large"), new string('x', options.SizeMax + 1));

        Assert.Contains("There is no", (await FailureAsync("file:missing")).Message, StringComparison.Ordinal);
        Assert.Contains("is empty", (await FailureAsync("file:empty")).Message, StringComparison.Ordinal);
        Assert.Contains("Secrets:SizeMax", (await FailureAsync("file:large")).Message, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string text)
    {
        var reference = SecretReferenceText.Parse(text, "field");
        ISecretSource[] sources = [new EnvironmentSecrets(Options.Create(options)), new FileSecrets(Options.Create(options))];
        return Assert.Single(await Assert.Single(sources, source => source.Reads(reference)).ReadAsync(reference, default)).Reveal();
    }

    private async Task<SyncException> FailureAsync(string text)
    {
        var failure = await Assert.ThrowsAsync<SyncException>(() => ReadAsync(text));
        Assert.Equal(SyncError.SecretRefused, failure.Error);
        return failure;
    }
}
