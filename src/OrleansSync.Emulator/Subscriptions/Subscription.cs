using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Subscriptions;

/// <summary>A wish to be told of changes to a list (8.1).</summary>
internal sealed record Subscription(string Id, SharePointList List, string Resource, Uri NotificationUrl, string? ClientState, string? LifecycleUrl, DateTimeOffset End);
