using System.Collections.Immutable;

namespace OrleansSync.Engine.Provisioning;

/// <summary>What a plan of a list depends on besides the table and the choices.</summary>
/// <param name="HasZone">True when the site's time zone is declared, without which no dates can be written.</param>
public sealed record PlanRules(bool HasZone)
{
    /// <summary>The lists that foreign keys can look up.</summary>
    public ImmutableArray<ParentList> Parents { get; init; } = [];

    /// <summary>Columns of the table whose fields are to be indexed where their kind allows it: people and rules filter by them.</summary>
    public ImmutableArray<string> Filtered { get; init; } = [];

    /// <summary>True to leave out every column for which there is no choice.</summary>
    public bool ChosenOnly { get; init; }
}
