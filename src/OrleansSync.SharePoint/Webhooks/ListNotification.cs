namespace OrleansSync.SharePoint.Webhooks;

/// <summary>A hint of the service about a list. It may come twice, late, or never: polling goes on.</summary>
/// <param name="List">The list's GUID.</param>
/// <param name="Kind">What it says.</param>
public readonly record struct ListNotification(Guid List, NotificationKind Kind);
