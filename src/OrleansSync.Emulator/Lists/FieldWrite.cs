namespace OrleansSync.Emulator.Lists;

/// <summary>A value, as it is stored, for a column.</summary>
internal readonly record struct FieldWrite(Column Column, object? Value);
