namespace OrleansSync.Emulator.Control;

/// <summary>An item of the recycle bin.</summary>
internal sealed record BinItem(int Id, string Title, DateTime Modified);
