namespace OrleansSync.SharePoint.Webhooks;

/// <summary>What a notification says.</summary>
public enum NotificationKind
{
    /// <summary>Something of the list changed; only its delta tells what (sharepoint-graph.md 8.4).</summary>
    Changed,

    /// <summary>The subscription has to be renewed or authorized again, or it ends (8.7).</summary>
    ReauthorizationRequired,

    /// <summary>The subscription is gone; make another, and read the list.</summary>
    SubscriptionRemoved,

    /// <summary>Notifications were lost; read the list.</summary>
    Missed,
}
