using System.Text;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Identity;
using OrleansSync.Server.Hosting;

namespace OrleansSync.Server.Auth;

/// <summary>Makes one admin key on a fresh metastore and writes it to a file that only its owner can read.</summary>
internal sealed partial class FirstAdminKey(IApiKeys keys, IIdSource ids, TimeProvider clock, DataDirectory files, ILogger<FirstAdminKey> logger)
{
    /// <summary>The file in the data directory: the key and a line feed.</summary>
    public const string FileName = "admin.key";

    /// <summary>Does nothing when there is any key already, on this server or another.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var presented = PresentedKey.Generate(ids.Next());
        var record = new ApiKeyRecord(new ApiKey(presented.Id, "first admin key", ApiKeyRole.Admin, clock.Now(), RevokedAt: null), [.. presented.Hash()]);

        // The file first: a key that is stored but written nowhere would lock everybody out.
        var created = await keys.CreateFirstAsync(
            record, stop => WriteAsync(presented, stop), cancellationToken);
        if (created)
        {
            LogCreated(files.GetPath(FileName));
        }
    }

    private async Task WriteAsync(PresentedKey key, CancellationToken cancellationToken)
    {
        // A file that is there may be the only copy of another metastore's admin key.
        if (await files.FindAsync(FileName, cancellationToken) is { } older)
        {
            var kept = PresentedKey.TryParse(Encoding.ASCII.GetString(older).Trim(), out var olderKey) ? $"{FileName}.{olderKey.Value.Id:N}" : $"{FileName}.{key.Id:N}.older";
            await files.WriteAsync(kept, older, cancellationToken);
            LogKept(files.GetPath(kept));
        }

        await files.WriteAsync(FileName, Encoding.ASCII.GetBytes(key.Reveal() + "\n"), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "There was a key file already; it was kept as {Path}.")]
    private partial void LogKept(string path);

    [LoggerMessage(LogLevel.Information, "The first admin key was written to {Path}; only its owner can read it.")]
    private partial void LogCreated(string path);
}
