namespace OrleansSync.Helix.Toml;

/// <summary>One thing that is wrong with a text: where, and the way out.</summary>
/// <param name="Line">From 1; 0 when the text as a whole is meant.</param>
/// <param name="Key">The dotted key, for instance <c>cloud.prod.helix.cluster_id</c>; empty when none is meant.</param>
/// <param name="Message">A sentence without the value.</param>
public sealed record TomlProblem(int Line, string Key, string Message);
