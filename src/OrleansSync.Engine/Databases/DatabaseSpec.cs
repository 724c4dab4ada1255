using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.Databases;

/// <summary>What a person declares of a database: what stays the same when its server is replaced.</summary>
/// <param name="ApplicationId">Whose it is.</param>
/// <param name="Name">1 to 200 characters, unique in its application without regard to case.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Environment">What it is for.</param>
/// <param name="DatabaseName">Its name in PostgreSQL.</param>
public sealed record DatabaseSpec(Guid ApplicationId, string Name, string Description, DatabaseEnvironment Environment, string DatabaseName) : ICatalogSpec
{
    /// <inheritdoc/>
    public Guid? ParentId => ApplicationId;

    /// <inheritdoc/>
    public string NameKey => Name.ToUpperInvariant();

    /// <summary>Everything that is wrong with it. Pure; field paths are those of the protocol.</summary>
    public ImmutableArray<FieldViolation> Validate() => new FieldProblems("database")
        .Add("name", TextRules.CheckLine(Name, CatalogLimits.NameLengthMax))
        .Add("description", TextRules.CheckText(Description, CatalogLimits.DescriptionLengthMax))
        .AddIf(Environment == DatabaseEnvironment.Unspecified || !Enum.IsDefined(Environment), "environment", "is required: DEVELOPMENT, STAGING or PRODUCTION.")
        .Add("database_name", TextRules.CheckSqlName(DatabaseName))
        .ToImmutable();
}
