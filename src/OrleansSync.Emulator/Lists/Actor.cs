namespace OrleansSync.Emulator.Lists;

/// <summary>Who made a change: an app, or a person of a site.</summary>
/// <param name="Id">Client id, or the person's id.</param>
/// <param name="LookupId">The id in the site's user list.</param>
internal sealed record Actor(bool IsApp, Guid Id, string DisplayName, string Email, int LookupId);
