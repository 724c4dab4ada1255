namespace OrleansSync.Emulator.Control;

/// <summary>A site and its lists.</summary>
internal sealed record SiteView(string Id, string Path, string DisplayName, string TimeZone, ListView[] Lists);
