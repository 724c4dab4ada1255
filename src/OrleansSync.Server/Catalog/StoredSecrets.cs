using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Catalog;

/// <summary>The rules for the two fields that bring one.</summary>
internal static class StoredSecrets
{
    /// <summary>Refuses two answers to one question, and a reference that is none or that is to somebody else's secret.</summary>
    public static void CheckFields(string secret, string reference, string field)
    {
        if (reference.Length == 0)
        {
            return;
        }

        if (secret.Length > 0)
        {
            throw SyncException.Invalid($"{field}_reference", "is given together with the secret itself; give one of them.");
        }

        if (SecretReferenceText.Parse(reference, $"{field}_reference") is SecretReference.Stored)
        {
            throw SyncException.Invalid($"{field}_reference", "is to a secret that belongs to another resource; give the secret itself.");
        }
    }

    /// <summary>Keeps a secret that a request brought.</summary>
    /// <returns>What takes it back; null when the request brought none.</returns>
    public static async Task<Func<Task>?> PutGivenAsync(this ISecretStore secrets, SecretOwner owner, string secret, CancellationToken cancellationToken)
    {
        if (secret.Length == 0)
        {
            return null;
        }

        var version = await secrets.PutAsync(owner, new SecretValue(secret), expiresAt: null, cancellationToken);
        return () => secrets.RemoveAsync(owner, version.Id, CancellationToken.None);
    }
}
