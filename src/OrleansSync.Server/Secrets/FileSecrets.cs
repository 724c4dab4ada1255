using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>Reads <c>file:</c>, from the allowed folder only; one line break at the end does not count.</summary>
internal sealed class FileSecrets(IOptions<SecretOptions> options) : ISecretSource
{
    /// <inheritdoc/>
    public bool Reads(SecretReference reference) => reference is SecretReference.File;

    /// <inheritdoc/>
    public async Task<ImmutableArray<SecretValue>> ReadAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        var path = Resolve((SecretReference.File)reference);
        try
        {
            if (new FileInfo(path).Length > options.Value.SizeMax)
            {
                throw new SyncException(SyncError.SecretRefused, $"The {reference} is larger than Secrets:SizeMax.");
            }

            var text = await File.ReadAllTextAsync(path, cancellationToken);
            var value = text.EndsWith('\n') ? text[..^1].TrimEnd('\r') : text;
            return value.Length > 0 ? [new SecretValue(value)] : throw new SyncException(SyncError.SecretRefused, $"The {reference} is empty.");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SyncException(SyncError.SecretRefused, $"There is no {reference}.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SyncException(SyncError.SecretRefused, $"The {reference} cannot be read by the server's user.", exception);
        }
    }

    private string Resolve(SecretReference.File reference)
    {
        if (options.Value.AllowedDirectory.Length == 0)
        {
            throw new SyncException(SyncError.SecretRefused, "No file may be read for a secret: Secrets:AllowedDirectory names no folder.");
        }

        var folder = Path.GetFullPath(options.Value.AllowedDirectory);
        var path = Path.GetFullPath(reference.Path, folder);
        // A link inside the folder is how Kubernetes gives secrets, and it stays inside; one that leaves it is followed nowhere.
        return IsInside(path, folder) && (!File.Exists(path) || IsInside(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path, folder))
            ? path
            : throw new SyncException(SyncError.SecretRefused, $"The {reference} may not be read: it is not in the folder of Secrets:AllowedDirectory.");
    }

    private static bool IsInside(string path, string folder) => path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
