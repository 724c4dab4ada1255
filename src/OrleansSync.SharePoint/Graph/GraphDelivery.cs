namespace OrleansSync.SharePoint.Graph;

/// <summary>How far a request came.</summary>
internal enum GraphDelivery
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It was never sent: no connection.</summary>
    NotSent,

    /// <summary>It was sent, or may have been, and its answer did not come.</summary>
    Lost,
}
