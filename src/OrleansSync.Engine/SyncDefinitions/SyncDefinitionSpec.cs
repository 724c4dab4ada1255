namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>What a person declares of a sync definition; not yet checked, see <see cref="SyncDefinitionValidator"/>.</summary>
/// <param name="Name">1 to 200 characters, unique without regard to case.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="Direction">Which way changes flow.</param>
/// <param name="Table">The table.</param>
/// <param name="List">The list.</param>
[GenerateSerializer, Immutable, Alias("SyncDefinitionSpec")]
public sealed record SyncDefinitionSpec(
    [property: Id(0)] string Name,
    [property: Id(1)] string Description,
    [property: Id(2)] SyncDirection Direction,
    [property: Id(3)] TableReference Table,
    [property: Id(4)] ListReference List)
{
    /// <summary>The spec in which nothing is given.</summary>
    public static readonly SyncDefinitionSpec Empty = new("", "", SyncDirection.Unspecified, new("", ""), new("", ""));

    /// <summary>Two definitions whose keys are equal have the same name.</summary>
    public string NameKey => Name.ToUpperInvariant();
}
