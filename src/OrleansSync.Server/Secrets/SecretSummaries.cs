using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>What callers may know of the secrets that are kept here.</summary>
internal sealed class SecretSummaries(ISecretStore secrets, IOptions<SecretOptions> options, TimeProvider clock)
{
    /// <summary>The summaries of several resources' secrets of one name; nothing of a resource that has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, V1.SecretSummary>> FindAsync(string kind, string name, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        ImmutableArray<Guid> wanted = [.. ids];
        var found = wanted.IsEmpty ? ImmutableDictionary<Guid, ImmutableArray<SecretVersion>>.Empty : await secrets.ListVersionsAsync(kind, name, wanted, cancellationToken);
        return found.ToDictionary(one => one.Key, one => Summarise(one.Value));
    }

    /// <summary>A version as callers see it.</summary>
    public static V1.SecretVersion ToProto(SecretVersion version) => new()
    {
        Id = version.Id.ToString("D"),
        CreateTime = Timestamp.FromDateTimeOffset(version.CreatedAt),
        ExpireTime = version.ExpiresAt is { } end ? Timestamp.FromDateTimeOffset(end) : null,
    };

    private V1.SecretSummary Summarise(ImmutableArray<SecretVersion> versions) => new()
    {
        CreateTime = Timestamp.FromDateTimeOffset(versions[0].CreatedAt),
        ExpireTime = versions[0].ExpiresAt is { } end ? Timestamp.FromDateTimeOffset(end) : null,
        VersionCount = versions.Length,
        Warning = versions[0].ExpiresAt is { } until ? Warn(until) : "",
    };

    private string Warn(DateTimeOffset end)
    {
        var left = end - clock.GetUtcNow();
        return left <= TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"The secret ended at {end:u}: put a new one.")
            : left <= options.Value.ExpiryWarning ? string.Create(CultureInfo.InvariantCulture, $"The secret ends in {(int)left.TotalDays} days, at {end:u}: put a new one beside it.")
            : "";
    }
}
