using System.Text;
using Microsoft.Extensions.Options;
using OrleansSync.Server.Hosting;

namespace OrleansSync.Server.Secrets;

/// <summary>Finds the master key: the given one, or one of our own that is kept in the data directory.</summary>
internal sealed partial class MasterKeyFile(IOptions<SecretOptions> options, DataDirectory files, ILogger<MasterKeyFile> logger)
{
    /// <summary>The file in the data directory: the key in base64 and a line feed.</summary>
    public const string FileName = "secrets.key";

    /// <summary>The key; null when none is given and none was made here.</summary>
    /// <exception cref="ServerSetupException">A given key cannot be used.</exception>
    public async Task<MasterKey?> FindAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Key.Length > 0)
        {
            return Parse(options.Value.Key, "Secrets:Key");
        }

        if (options.Value.KeyFile.Length > 0)
        {
            return Parse(await ReadAsync(options.Value.KeyFile, cancellationToken), "The file of Secrets:KeyFile");
        }

        return await files.FindAsync(FileName, cancellationToken) is { } kept ? Parse(Encoding.UTF8.GetString(kept), files.GetPath(FileName)) : null;
    }

    /// <summary>A new key, kept in a file that only its owner can read.</summary>
    public async Task<MasterKey> MakeAsync(CancellationToken cancellationToken)
    {
        var made = MasterKey.Generate();
        await files.WriteAsync(FileName, Encoding.ASCII.GetBytes(made.Reveal() + "\n"), cancellationToken);
        LogMade(files.GetPath(FileName));
        return made;
    }

    private static MasterKey Parse(string text, string place) =>
        MasterKey.TryParse(text) ?? throw new ServerSetupException($"{place} is not a key: give {MasterKey.Size} random bytes in base64, for instance from 'openssl rand -base64 {MasterKey.Size}'.");

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ServerSetupException($"The file of Secrets:KeyFile cannot be read: {exception.Message}", exception);
        }
    }

    [LoggerMessage(LogLevel.Information, "The key that protects stored secrets was written to {Path}; only its owner can read it. Keep a copy apart from the metastore's backup, and give it to every other server of this metastore.")]
    private partial void LogMade(string path);
}
