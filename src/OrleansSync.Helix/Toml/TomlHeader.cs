namespace OrleansSync.Helix.Toml;

/// <summary>A header and the lines under it.</summary>
/// <param name="Path">The table's name.</param>
/// <param name="IsArray">True for <c>[[name]]</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Start">Where the header's line begins.</param>
/// <param name="End">Behind the line end of its last key, or of the header when it has none.</param>
internal sealed record TomlHeader(IReadOnlyList<TomlPart> Path, bool IsArray, int Line, int Start, int End);
