using System.Globalization;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Which table and which list are kept equal, and how.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">1 when it is created, and one more with every change.</param>
/// <param name="Spec">What was declared, checked.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="UpdatedAt">UTC, whole microseconds.</param>
/// <param name="AuthorId">The API key that made the last change; null when the server did.</param>
[GenerateSerializer, Immutable, Alias("SyncDefinition")]
public sealed record SyncDefinition(
    [property: Id(0)] SyncDefinitionId Id,
    [property: Id(1)] long Revision,
    [property: Id(2)] SyncDefinitionSpec Spec,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset UpdatedAt,
    [property: Id(5)] Guid? AuthorId = null)
{
    /// <summary>What a caller sees of the revision.</summary>
    public string Etag => Revision.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>A new definition.</summary>
    public static SyncDefinition Create(SyncDefinitionId id, SyncDefinitionSpec spec, DateTimeOffset now, Guid? author = null) => new(id, 1, spec, now, now, author);

    /// <summary>This definition with another spec; the same definition when nothing changes.</summary>
    public SyncDefinition Change(SyncDefinitionSpec spec, DateTimeOffset now, Guid? author = null) =>
        spec == Spec ? this : this with { Revision = Revision + 1, Spec = spec, UpdatedAt = now, AuthorId = author };

    /// <summary>Refuses with <see cref="Errors.SyncError.EtagMismatch"/> unless <paramref name="etag"/> is empty or is this definition's.</summary>
    public void CheckEtag(string etag)
    {
        if (etag.Length > 0 && !string.Equals(etag, Etag, StringComparison.Ordinal))
        {
            throw Errors.SyncException.EtagMismatch("sync definition");
        }
    }
}
