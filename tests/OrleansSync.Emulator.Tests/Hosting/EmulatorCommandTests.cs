using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Emulator.Tests.Hosting;

public sealed class EmulatorCommandTests
{
    [Fact] // 1.3
    public async Task Certificate_OfTheCommandLine_SignsIn()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=app", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var folder = Directory.CreateTempSubdirectory("emulator-command");
        var (pem, der) = (Path.Combine(folder.FullName, "app.pem"), Path.Combine(folder.FullName, "app.cer"));
        await File.WriteAllTextAsync(pem, certificate.ExportCertificatePem());
        await File.WriteAllBytesAsync(der, certificate.Export(X509ContentType.Cert));
        foreach (var file in new[] { pem, der })
        {
            await using var running = await RunAsync("--certificate", file);
            var answer = await SignInAsync(running.Line, key, certificate);
            Assert.True(answer.Status == 200, answer.Text);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Options_OfTheCommandLine_ShowInTheStartLine()
    {
        await using var running = await RunAsync("--tenant", "99999999-2222-4333-8444-555555555555", "--client-secret", "hush", "--site", "/sites/A", "--site", "/sites/B", "--tier", "3", "--unlimited");
        Assert.Equal("99999999-2222-4333-8444-555555555555", running.Line.GetProperty("tenant").GetString());
        Assert.Equal("hush", running.Line.GetProperty("clientSecret").GetString());
        Assert.Equal(3, running.Line.GetProperty("tier").GetInt32());
        Assert.True(running.Line.GetProperty("unlimited").GetBoolean());
        Assert.Equal(["/", "/sites/A", "/sites/B"], running.Line.GetProperty("sites").EnumerateObject().Select(site => site.Name));
    }

    [Theory]
    [InlineData("--tier", "6")]
    [InlineData("--certificate", "/no/such/file.pem")]
    [InlineData("--urls", "ftp://127.0.0.1")]
    [InlineData("--time-zone", "Nowhere/Never")]
    public async Task Options_WrongValue_SaysSoAndEndsWithOne(string option, string value)
    {
        using var output = new StringWriter();
        Assert.Equal(1, await EmulatorCommand.Make(new ManualClock(), output).Parse(["--urls", "http://127.0.0.1:0", option, value]).InvokeAsync());
        Assert.NotEqual("", output.ToString().Trim());
        Assert.DoesNotContain("   at ", output.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Answer> SignInAsync(JsonElement line, RSA key, X509Certificate2 certificate)
    {
        var (id, now) = (line.GetProperty("clientId").GetString(), new ManualClock().GetUtcNow().ToUnixTimeSeconds());
        var endpoint = $"{line.GetProperty("authority").GetString()}/{line.GetProperty("tenant").GetString()}/oauth2/v2.0/token";
        var header = $$"""{"alg":"PS256","typ":"JWT","x5t#S256":"{{Base64Url.EncodeToString(certificate.GetCertHash(HashAlgorithmName.SHA256))}}"}""";
        var claims = $$"""{"aud":"{{endpoint}}","iss":"{{id}}","sub":"{{id}}","jti":"1","nbf":{{now}},"iat":{{now}},"exp":{{now + 600}}}""";
        var text = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = id!, // The line has it.
            ["scope"] = "https://graph.microsoft.com/.default",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = $"{text}.{Base64Url.EncodeToString(signature)}",
        });
        return await Answer.OfAsync(await client.PostAsync(new Uri(endpoint), form));
    }

    private static async Task<Running> RunAsync(params string[] options)
    {
        var running = new Running();
        await running.StartAsync(["--urls", "http://127.0.0.1:0", .. options]);
        return running;
    }

    /// <summary>A command that listens.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private readonly FirstLine output = new();
        private Task<int> task = Task.FromResult(0);

        /// <summary>What it said at its start.</summary>
        public JsonElement Line { get; private set; }

        public async Task StartAsync(string[] options)
        {
            task = EmulatorCommand.Make(new ManualClock(), output).Parse(options).InvokeAsync(cancellationToken: stop.Token);
            Line = JsonDocument.Parse(await output.Text.WaitAsync(TimeSpan.FromSeconds(30))).RootElement;
        }

        public async ValueTask DisposeAsync()
        {
            await stop.CancelAsync();
            Assert.Equal(0, await task);
            stop.Dispose();
            await output.DisposeAsync();
        }
    }

    /// <summary>A writer that tells the first line.</summary>
    private sealed class FirstLine : StringWriter
    {
        private readonly TaskCompletionSource<string> text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Text => text.Task;

        public override Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
        {
            text.TrySetResult(buffer.ToString());
            return Task.CompletedTask;
        }
    }
}
