namespace OrleansSync.SharePoint.Persons;

/// <summary>An entry of a site's user list.</summary>
/// <param name="Id">What <c>{column}LookupId</c> takes, as text.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record SiteUser(string Id, SiteUserFields? Fields);
