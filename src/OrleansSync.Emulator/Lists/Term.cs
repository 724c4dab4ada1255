namespace OrleansSync.Emulator.Lists;

/// <summary>A managed metadata value.</summary>
internal sealed record Term(string Label, string TermGuid, int WssId);
