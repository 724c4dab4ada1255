using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OrleansSync.Server.Hosting;
using OrleansSync.SharePoint.Webhooks;

namespace OrleansSync.Server.Webhooks;

/// <summary>The key that seals client states: the given one, or one of our own that is kept in the data directory.</summary>
internal sealed class WebhookKey(IOptions<WebhookOptions> options, DataDirectory files)
{
    /// <summary>The file in the data directory: the key in base64 and a line feed.</summary>
    public const string FileName = "webhooks.key";

    private byte[]? key;

    /// <summary>The key; after <see cref="LoadAsync"/>.</summary>
    public ReadOnlySpan<byte> Get() => key ?? throw new InvalidOperationException("The key of webhooks was not loaded.");

    /// <summary>Finds or makes it.</summary>
    /// <exception cref="ServerSetupException">The given key, or the file, holds none.</exception>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Key.Length > 0)
        {
            key = Parse(options.Value.Key, "Webhooks:Key");
        }
        else if (await files.FindAsync(FileName, cancellationToken) is { } kept)
        {
            key = Parse(Encoding.UTF8.GetString(kept), files.GetPath(FileName));
        }
        else
        {
            key = RandomNumberGenerator.GetBytes(ClientState.KeySizeMin);
            await files.WriteAsync(FileName, Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"), cancellationToken);
        }
    }

    private static byte[] Parse(string text, string place)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count >= ClientState.KeySizeMin
            ? bytes[..count]
            : throw new ServerSetupException($"{place} is not a key: give {ClientState.KeySizeMin} random bytes in base64, for instance from 'openssl rand -base64 {ClientState.KeySizeMin}'.");
    }
}
