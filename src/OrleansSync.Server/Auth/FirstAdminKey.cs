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
            record, stop => files.WriteAsync(FileName, Encoding.ASCII.GetBytes(presented.Reveal() + "\n"), stop), cancellationToken);
        if (created)
        {
            LogCreated(files.GetPath(FileName));
        }
    }

    [LoggerMessage(LogLevel.Information, "The first admin key was written to {Path}; only its owner can read it.")]
    private partial void LogCreated(string path);
}
