using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Secrets;

namespace OrleansSync.Server.Tests.Secrets;

public sealed class VaultSecretsTests : IAsyncLifetime, IDisposable
{
    private const string Token = "hvs.t0ken-of-the-test";
    private const string Secret = "pa55word-of-the-test";
    private const string Good = $$$$"""{"data": {"data": {"password": "{{{{Secret}}}}", "number": 5}, "metadata": {"version": 3}}}""";

    private readonly string tokenFile = Path.GetTempFileName();
    private readonly SecretOptions options = new() { ReadRetryDelay = TimeSpan.FromMilliseconds(10) };
    private readonly LogLines lines = new();
    private readonly List<IDisposable> opened = [];
    private SecretService service = null!; // Set before each test.

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(tokenFile, Token + "\n");
        service = await SecretService.StartAsync();
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose()
    {
        opened.ForEach(one => one.Dispose());
        File.Delete(tokenFile);
    }

    [Fact]
    public async Task Read_Found_GivesTheFieldAndSendsTokenAndNamespace()
    {
        service.Answer = (context, _) => context.Response.WriteAsync(Good);

        var values = await ReadAsync("vault:secret/orleanssync/my orders#password");

        Assert.Equal(Secret, Assert.Single(values).Reveal());
        Assert.Equal(["/v1/secret/data/orleanssync/my%20orders"], service.Asked);
        Assert.Equal((Token, "team"), (service.LastHeaders["X-Vault-Token"], service.LastHeaders["X-Vault-Namespace"]));
    }

    [Theory]
    [InlineData(400, SyncError.SecretRefused, 1)]
    [InlineData(403, SyncError.SecretRefused, 1)]
    [InlineData(404, SyncError.SecretRefused, 1)]
    [InlineData(302, SyncError.SecretRefused, 1)]
    [InlineData(429, SyncError.SecretUnavailable, 4)]
    [InlineData(503, SyncError.SecretUnavailable, 4)]
    [InlineData(473, SyncError.SecretUnavailable, 4)]
    public async Task Read_Status_IsToldAsItIs(int status, SyncError error, int asked)
    {
        service.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/elsewhere";
            return context.Response.WriteAsync($$"""{"errors": ["{{Secret}}"]}""");
        };

        var failure = await FailureAsync("vault:secret/orleanssync/orders#password");

        Assert.Equal((error, asked), (failure.Error, service.Asked.Count));
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        Assert.Equal(error == SyncError.SecretUnavailable, failure.RetryAfter is not null);
        AssertNothingLeaked(failure);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Read_BusyAndThenNot_IsRepeated(int status)
    {
        service.Answer = (context, number) =>
        {
            context.Response.StatusCode = number < 3 ? status : 200;
            context.Response.Headers.RetryAfter = "0";
            return context.Response.WriteAsync(Good);
        };

        Assert.Equal(Secret, Assert.Single(await ReadAsync("vault:secret/orleanssync/orders#password")).Reveal());
        Assert.Equal(3, service.Asked.Count);
    }

    [Theory]
    [InlineData("<html>Sign in</html>", SyncError.SecretUnavailable)]
    [InlineData("[]", SyncError.SecretUnavailable)]
    [InlineData("""{"data": {"data": {"password": "cut""", SyncError.SecretUnavailable)]
    [InlineData("""{"data": {"data": null}}""", SyncError.SecretRefused)]
    [InlineData("""{"data": {"data": {"other": "x"}}}""", SyncError.SecretRefused)]
    [InlineData("""{"data": {"data": {"password": ""}}}""", SyncError.SecretRefused)]
    [InlineData("""{"data": {"data": {"password": {"a": 1}}}}""", SyncError.SecretRefused)]
    public async Task Read_Malformed_SaysSoWithoutTheBody(string body, SyncError error)
    {
        service.Answer = (context, _) => context.Response.WriteAsync(body);

        var failure = await FailureAsync("vault:secret/orleanssync/orders#password");

        Assert.Equal(error, failure.Error);
        Assert.DoesNotContain("Sign in", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_Slow_IsGivenUp()
    {
        var gone = new TaskCompletionSource();
        service.Answer = async (context, _) =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        options.ReadTimeout = TimeSpan.FromMilliseconds(200);

        var failure = await FailureAsync("vault:secret/orleanssync/orders#password");

        Assert.Equal(SyncError.SecretUnavailable, failure.Error);
        await gone.Task;
    }

    [Fact]
    public async Task Read_NobodyListens_IsUnavailable()
    {
        await service.DisposeAsync();

        Assert.Equal(SyncError.SecretUnavailable, (await FailureAsync("vault:secret/orleanssync/orders#password")).Error);
    }

    [Theory]
    [InlineData("vault:secret/others/orders#password")]
    [InlineData("vault:kv/orleanssync/orders#password")]
    public async Task Read_OutsideTheAllowedPrefix_IsRefusedWithoutAsking(string reference)
    {
        var failure = await FailureAsync(reference);

        Assert.Contains("Vault:AllowedPrefix", failure.Message, StringComparison.Ordinal);
        Assert.Empty(service.Asked);
    }

    [Fact]
    public async Task Read_TokenRotatedInItsFile_IsSentAtOnce()
    {
        service.Answer = (context, _) => context.Response.WriteAsync(Good);
        await ReadAsync("vault:secret/orleanssync/orders#password");
        await File.WriteAllTextAsync(tokenFile, "hvs.newer");

        await ReadAsync("vault:secret/orleanssync/orders#password");

        Assert.Equal("hvs.newer", service.LastHeaders["X-Vault-Token"]);
    }

    private async Task<IEnumerable<SecretValue>> ReadAsync(string reference)
    {
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(lines));
        var http = new SecretHttp(Options.Create(options), TimeProvider.System, loggers.CreateLogger<SecretHttp>());
        opened.Add(http);
        var vault = new VaultSecrets(Options.Create(new VaultOptions { Address = service.Address.ToString(), Namespace = "team", TokenFile = tokenFile }), http);
        return await vault.ReadAsync(SecretReferenceText.Parse(reference, "field"), default);
    }

    private Task<SyncException> FailureAsync(string reference) => Assert.ThrowsAsync<SyncException>(() => ReadAsync(reference));

    private void AssertNothingLeaked(SyncException failure)
    {
        var told = failure + string.Join('\n', lines.Lines);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, told, StringComparison.Ordinal);
    }
}
