using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Tests.Sessions;

public sealed class KeySourceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-key-").FullName;
    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);

    private KeySource Keys => new(environment.GetValueOrDefault, folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Find_Everywhere_TakesTheNearest()
    {
        await WriteAsync("admin.key", "of the server\n");
        Assert.Equal("of the server", await FindAsync(new SessionRequest()));

        environment[KeySource.FileVariable] = await WriteAsync("variable.key", "of the file that a variable names");
        Assert.Equal("of the file that a variable names", await FindAsync(new SessionRequest()));

        environment[KeySource.KeyVariable] = "of a variable";
        Assert.Equal("of a variable", await FindAsync(new SessionRequest()));

        var given = await WriteAsync("given.key", "  of the file that was given\r\n");
        Assert.Equal("of the file that was given", await FindAsync(new SessionRequest { KeyFile = given }));
        Assert.Equal("given", await FindAsync(new SessionRequest { KeyFile = given, Key = "given" }));
    }

    [Fact]
    public async Task Find_Nowhere_NamesWhatWasLookedAt()
    {
        var error = (await Assert.ThrowsAsync<OSyncException>(() => FindAsync(new SessionRequest()))).Error;

        Assert.Equal("NoKey", error.Id);
        Assert.Contains(Path.Combine(folder, "admin.key"), error.Message, StringComparison.Ordinal);
        Assert.Contains(KeySource.KeyVariable, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_EmptyFile_IsNoKey()
    {
        await WriteAsync("admin.key", " \n");
        Assert.Equal("NoKey", (await Assert.ThrowsAsync<OSyncException>(() => FindAsync(new SessionRequest()))).Error.Id);
    }

    [Theory]
    [InlineData(null, "https://localhost:7443/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("https://sync.contoso.com", "https://sync.contoso.com/")]
    public void FindAddress_ThatIsSafe_IsTaken(string? given, string expected) => Assert.Equal(expected, Keys.FindAddress(given).AbsoluteUri);

    [Theory]
    [InlineData("http://10.0.0.1:5000")]
    [InlineData("sync.contoso.com")]
    [InlineData("ftp://sync.contoso.com")]
    public void FindAddress_ThatIsNotSafeOrNone_IsRefused(string given) => Assert.Equal("BadArgument", Assert.Throws<OSyncException>(() => Keys.FindAddress(given)).Error.Id);

    [Fact]
    public void FindAddress_OfTheEnvironment_IsTakenWhenNoneIsGiven()
    {
        environment[KeySource.AddressVariable] = "https://of.the.environment";
        Assert.Equal("of.the.environment", Keys.FindAddress(null).Host);
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private Task<string> FindAsync(SessionRequest request) => Keys.FindAsync(request, CancellationToken.None);
}
