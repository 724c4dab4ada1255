using System.Text.Json.Serialization;

namespace OrleansSync.SharePoint.Persons;

/// <summary>The fields of a site's user list that tell whose an entry is.</summary>
/// <param name="EMail">The mail address; null for none.</param>
internal sealed record SiteUserFields([property: JsonPropertyName("EMail")] string? EMail);
