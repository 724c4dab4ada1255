namespace OrleansSync.Engine.SharePointLists;

/// <summary>A list as its site describes it.</summary>
/// <param name="ListGuid">Its GUID.</param>
/// <param name="DisplayName">What people see.</param>
public sealed record FoundList(Guid ListGuid, string DisplayName);
