using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Catalog;

/// <summary>The rules for the two fields that bring one.</summary>
internal static class StoredSecrets
{
    /// <summary>Refuses two answers to one question, a reference that is none or that is to somebody else's secret, and an end of no secret.</summary>
    public static void CheckFields(string secret, string reference, Timestamp? end, string field, TimeProvider clock)
    {
        if (end is not null && secret.Length == 0)
        {
            throw SyncException.Invalid($"{field}_expire_time", "is the end of a secret that is given with it; give the secret again, too.");
        }

        if (end is not null && (!IsInstant(end) || end.ToDateTimeOffset() <= clock.GetUtcNow()))
        {
            throw SyncException.Invalid($"{field}_expire_time", "is over; give a secret that is still taken.");
        }

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
    public static async Task<Func<Task>?> PutGivenAsync(this ISecretStore secrets, SecretOwner owner, string secret, DateTimeOffset? end, CancellationToken cancellationToken)
    {
        if (secret.Length == 0)
        {
            return null;
        }

        var version = await secrets.PutAsync(owner, new SecretValue(secret), end, cancellationToken);
        return () => secrets.RemoveAsync(owner, version.Id, CancellationToken.None);
    }

    // Seconds and nanoseconds beyond their ranges do not convert (timestamp.proto).
    private static bool IsInstant(Timestamp time) => time is { Seconds: >= -62135596800 and <= 253402300799, Nanos: >= 0 and <= 999_999_999 };
}
