namespace OrleansSync.Helix.Toml;

/// <summary>One part of a key and where it is written.</summary>
/// <param name="Name">What it means, without quotes.</param>
/// <param name="Start">The first character, in UTF-16 units.</param>
/// <param name="End">Behind the last character.</param>
internal readonly record struct TomlPart(string Name, int Start, int End);
