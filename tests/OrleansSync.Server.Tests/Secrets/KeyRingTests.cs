using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Hosting;
using OrleansSync.Server.Secrets;
using OrleansSync.Testing.Identity;

namespace OrleansSync.Server.Tests.Secrets;

/// <summary>The keys of secrets as time goes by, and where the master key comes from.</summary>
public sealed class KeyRingTests : IKeyRingRows, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-keyring-").FullName;
    private readonly Dictionary<string, string> rows = [];
    private readonly ManualClock clock = new();
    private readonly List<KeyRing> opened = [];

    public void Dispose()
    {
        opened.ForEach(ring => ring.Dispose());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Encrypt_FirstSecret_MakesTheFirstKeyAndLaterOnesUseIt()
    {
        var ring = await OpenAsync();
        Assert.Empty(rows);

        await ring.EncryptAsync(new SecretValue("a"), "context", default);
        await ring.EncryptAsync(new SecretValue("b"), "context", default);

        Assert.Single(rows);
    }

    [Fact]
    public async Task Encrypt_AfterThreeMonths_MakesANewKeyAndTheOldOneStillDecrypts()
    {
        var ring = await OpenAsync();
        var old = await ring.EncryptAsync(new SecretValue("old"), "context", default);
        clock.Advance(TimeSpan.FromDays(90));

        var newer = await ring.EncryptAsync(new SecretValue("new"), "context", default);

        Assert.Equal(2, rows.Count);
        var again = await OpenAsync();
        clock.Advance(TimeSpan.FromDays(2000));
        Assert.Equal("old", (await again.DecryptAsync(old, "context", default)).Reveal());
        Assert.Equal("new", (await again.DecryptAsync(newer, "context", default)).Reveal());
    }

    [Fact]
    public async Task Decrypt_KeyIsGone_IsRefusedWithTheWayOut()
    {
        var encrypted = await (await OpenAsync()).EncryptAsync(new SecretValue("a"), "context", default);
        rows.Clear();

        var refused = await Assert.ThrowsAsync<SyncException>(async () => await (await OpenAsync()).DecryptAsync(encrypted, "context", default));

        Assert.Equal(SyncError.SecretRefused, refused.Error);
        Assert.Contains("Store the secret again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_KeyFileGiven_IsUsedAndNoneIsMade()
    {
        var path = Path.Combine(folder, "given");
        await File.WriteAllTextAsync(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        var encrypted = await (await OpenAsync(new SecretOptions { KeyFile = path })).EncryptAsync(new SecretValue("a"), "context", default);

        var sameKey = await OpenAsync(new SecretOptions { Key = await File.ReadAllTextAsync(path) });

        Assert.Equal("a", (await sameKey.DecryptAsync(encrypted, "context", default)).Reveal());
        Assert.False(File.Exists(Path.Combine(folder, MasterKeyFile.FileName)));
    }

    [Fact]
    public async Task Open_KeyFileMissing_SaysWhichSetting() =>
        Assert.Contains("Secrets:KeyFile", (await Assert.ThrowsAsync<ServerSetupException>(() => OpenAsync(new SecretOptions { KeyFile = Path.Combine(folder, "none") }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Decrypt_AnotherServerWithAnotherKeyCameFirst_SaysSo()
    {
        // Both started on an empty metastore, each with a key of its own.
        var first = await OpenAsync(new SecretOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        var second = await OpenAsync(new SecretOptions { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) });
        await first.EncryptAsync(new SecretValue("a"), "context", default);

        var refused = await Assert.ThrowsAsync<SyncException>(() => second.EncryptAsync(new SecretValue("b"), "context", default));

        Assert.Contains("Secrets:Key", refused.Message, StringComparison.Ordinal);
        Assert.Single(rows);
    }

    Task<ImmutableArray<string>> IKeyRingRows.ListAsync(CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<string>>([.. rows.Values]);

    Task IKeyRingRows.AddAsync(string name, string element, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        rows.Add(name, element);
        return Task.CompletedTask;
    }

    private async Task<KeyRing> OpenAsync(SecretOptions? options = null)
    {
        var files = new DataDirectory(Options.Create(new ServerOptions { DataDirectory = folder }));
        var ring = new KeyRing(this, new MasterKeyFile(Options.Create(options ?? new SecretOptions()), files, NullLogger<MasterKeyFile>.Instance), clock, NullLoggerFactory.Instance);
        opened.Add(ring);
        await ring.OpenAsync(default);
        return ring;
    }
}
