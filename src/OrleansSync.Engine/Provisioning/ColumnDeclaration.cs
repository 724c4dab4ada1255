using System.Collections.Immutable;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>A column that a list is to have.</summary>
/// <param name="DisplayName">What people see; the internal name is the service's choice.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Choices">The choices of a choice column; empty for any.</param>
public sealed record ColumnDeclaration(string DisplayName, ListColumnKind Kind, ImmutableArray<string> Choices)
{
    /// <summary>True when it is to be indexed.</summary>
    public bool IsIndexed { get; init; }

    /// <summary>The list whose items a lookup points to; null for other kinds.</summary>
    public ParentList? Parent { get; init; }

    /// <summary>True for the kinds that take an index (sharepoint-graph.md 4.10): those of one short value.</summary>
    public static bool TakesIndex(ListColumnKind kind) => kind is ListColumnKind.Text or ListColumnKind.Choice or ListColumnKind.Number or ListColumnKind.Currency or ListColumnKind.Boolean
        or ListColumnKind.DateTime or ListColumnKind.DateOnly or ListColumnKind.Lookup or ListColumnKind.Person;
}
