using System.Collections.Immutable;

namespace OrleansSync.Engine.Introspection;

/// <summary>A trigger of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">As PostgreSQL writes it.</param>
/// <param name="IsEnabled">False when it does not fire for ordinary writes.</param>
/// <param name="Assigns">
/// The columns that its function sets in the new row, as far as its text (<c>new.column :=</c>) or its arguments show: how a
/// watermark is recognised as set by the table. The function may set others in ways that no reader sees.
/// </param>
[GenerateSerializer, Immutable, Alias("TriggerInfo")]
public sealed record TriggerInfo(
    [property: Id(0)] string Name,
    [property: Id(1)] string Definition,
    [property: Id(2)] bool IsEnabled,
    [property: Id(3)] ImmutableArray<string> Assigns);
