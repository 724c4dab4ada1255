namespace OrleansSync.PowerShell.Resources;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Next">The token of the next one; empty on the last.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string Next);
