using System.Text.Json.Serialization.Metadata;
using OrleansSync.Engine.Catalog;

namespace OrleansSync.Postgres.Catalog;

/// <summary>How one kind of resource is stored.</summary>
/// <param name="Number">Its number in the table; never changes.</param>
/// <param name="Noun">What people call it.</param>
/// <param name="Field">What the protocol calls it.</param>
/// <param name="NameField">Its field that tells it apart from others of its parent.</param>
/// <param name="Parent">What people call its parent.</param>
/// <param name="Json">How what is declared is written. The names of properties are data: added, never renamed.</param>
/// <typeparam name="TSpec">What is declared of it.</typeparam>
internal sealed record ResourceKind<TSpec>(short Number, string Noun, string Field, string NameField, string Parent, JsonTypeInfo<StoredResource<TSpec>> Json)
    where TSpec : class, ICatalogSpec;
