namespace OrleansSync.Engine.Introspection;

/// <summary>What a change of a table means for a definition that uses it.</summary>
/// <param name="IsStopping">True when its runs stop until it is saved again; false when somebody should look.</param>
/// <param name="Text">For people, as a sentence.</param>
public sealed record DriftEffect(bool IsStopping, string Text);
