namespace OrleansSync.Helix.Client.Cloud;

/// <summary>A workspace as the cloud tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasBilling">Without it nothing is created.</param>
public sealed record CloudWorkspace(string Id, string Name, bool HasBilling);
