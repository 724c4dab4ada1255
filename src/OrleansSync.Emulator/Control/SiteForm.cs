namespace OrleansSync.Emulator.Control;

/// <summary>A site: the path when it is made, the IANA name of its time zone.</summary>
internal sealed record SiteForm(string? Path, string? TimeZone);
