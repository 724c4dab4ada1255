using System.Globalization;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Engine.Catalog;

/// <summary>A declared thing that definitions are made of: a database, a list and the like.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Revision">1 when it is created, and one more with every change.</param>
/// <param name="Spec">What was declared, checked.</param>
/// <param name="CreatedAt">UTC, whole microseconds.</param>
/// <param name="UpdatedAt">UTC, whole microseconds.</param>
/// <typeparam name="TSpec">What is declared.</typeparam>
public sealed record Resource<TSpec>(Guid Id, long Revision, TSpec Spec, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    where TSpec : class, ICatalogSpec
{
    /// <summary>What a caller sees of the revision.</summary>
    public string Etag => Revision.ToString("x", CultureInfo.InvariantCulture);

    /// <summary>This resource with another spec; the same resource when nothing changes.</summary>
    public Resource<TSpec> Change(TSpec spec, DateTimeOffset now) =>
        spec.Equals(Spec) ? this : this with { Revision = Revision + 1, Spec = spec, UpdatedAt = now };

    /// <summary>Refuses with <see cref="SyncError.EtagMismatch"/> unless <paramref name="etag"/> is empty or is this resource's.</summary>
    public void CheckEtag(string etag, string noun)
    {
        if (etag.Length > 0 && !string.Equals(etag, Etag, StringComparison.Ordinal))
        {
            throw SyncException.EtagMismatch(noun);
        }
    }
}
