using System.Globalization;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Catalog;

/// <summary>The rules for the two fields that bring one.</summary>
internal static class StoredSecrets
{
    /// <summary>Refuses two answers to one question, a reference that is none or that is to somebody else's secret, an end of no secret, and what no other side takes.</summary>
    /// <param name="secret">The secret that is given; empty for none.</param>
    /// <param name="reference">Where it is kept instead; empty for none.</param>
    /// <param name="end">When it ends; null when nobody knows.</param>
    /// <param name="field">The field of the secret, as callers know it.</param>
    /// <param name="sizeMax">Largest secret, in bytes of UTF-8.</param>
    /// <param name="clock">The clock.</param>
    public static void CheckFields(string secret, string reference, Timestamp? end, string field, int sizeMax, TimeProvider clock)
    {
        if (CheckSecret(secret, sizeMax) is { } problem)
        {
            throw SyncException.Invalid(field, problem);
        }

        if (CheckEnd(secret, end, clock) is { } wrong)
        {
            throw SyncException.Invalid($"{field}_expire_time", wrong);
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

    // A line break at the end of a password comes from the file that it was read from. A certificate is text of several lines.
    private static string? CheckSecret(string secret, int sizeMax) =>
        Encoding.UTF8.GetByteCount(secret) > sizeMax ? string.Create(CultureInfo.InvariantCulture, $"has more than {sizeMax} bytes; Secrets:SizeMax is the limit.")
        : !secret.StartsWith("-----BEGIN ", StringComparison.Ordinal) && secret.Any(char.IsControl) ? "has a control character, for instance a line break at its end; take it out."
        : null;

    private static string? CheckEnd(string secret, Timestamp? end, TimeProvider clock) =>
        end is null ? null
        : secret.Length == 0 ? "is the end of a secret that is given with it; give the secret again, too."
        : !IsInstant(end) || end.ToDateTimeOffset() <= clock.GetUtcNow() ? "is over; give a secret that is still taken."
        : null;

    // Seconds and nanoseconds beyond their ranges do not convert (timestamp.proto).
    private static bool IsInstant(Timestamp time) => time is { Seconds: >= -62135596800 and <= 253402300799, Nanos: >= 0 and <= 999_999_999 };
}
