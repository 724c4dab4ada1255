namespace OrleansSync.Emulator.Lists;

/// <summary>A hyperlink.</summary>
internal sealed record Link(string Url, string Description);
