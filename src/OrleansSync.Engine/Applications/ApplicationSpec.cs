using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.Applications;

/// <summary>What a person declares of an application.</summary>
/// <param name="Name">1 to 200 characters, unique without regard to case.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Owner">Who answers for it; up to 200 characters.</param>
public sealed record ApplicationSpec(string Name, string Description, string Owner) : ICatalogSpec
{
    /// <inheritdoc/>
    public Guid? ParentId => null;

    /// <inheritdoc/>
    public string NameKey => Name.ToUpperInvariant();

    /// <summary>Everything that is wrong with it. Pure; field paths are those of the protocol.</summary>
    public ImmutableArray<FieldViolation> Validate() => new FieldProblems("application")
        .Add("name", TextRules.CheckLine(Name, CatalogLimits.NameLengthMax))
        .Add("description", TextRules.CheckText(Description, CatalogLimits.DescriptionLengthMax))
        .Add("owner", Owner.Length == 0 ? null : TextRules.CheckLine(Owner, CatalogLimits.NameLengthMax))
        .ToImmutable();
}
