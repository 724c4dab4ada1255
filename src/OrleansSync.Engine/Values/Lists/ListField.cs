namespace OrleansSync.Engine.Values.Lists;

/// <summary>A list's column and the kind of value that it is read in.</summary>
/// <param name="Column">The column.</param>
/// <param name="Kind">The kind of value; must be one that the column takes.</param>
public sealed record ListField(ListColumn Column, ValueKind Kind);
