using OrleansSync.Engine.Values;

namespace OrleansSync.Engine.Previews;

/// <summary>A field that would change.</summary>
/// <param name="Name">Its internal name.</param>
/// <param name="Before">What the item has; null when there is no item, or it was not read.</param>
/// <param name="After">What it would have; null when the item would be gone.</param>
public sealed record PreviewedField(string Name, Value? Before, Value? After);
