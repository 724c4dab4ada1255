namespace OrleansSync.Emulator.Control;

/// <summary>A list.</summary>
internal sealed record ListView(string Id, string DisplayName, bool IsSystem, int Items, int InBin);
