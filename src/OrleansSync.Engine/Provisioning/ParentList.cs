using OrleansSync.Engine.Introspection;

namespace OrleansSync.Engine.Provisioning;

/// <summary>A list that a foreign key can look up: the items of the definition of the table that it points to.</summary>
/// <param name="DefinitionId">The definition.</param>
/// <param name="DefinitionName">Its name, for people.</param>
/// <param name="Table">Its table.</param>
/// <param name="KeyColumn">The only column of its key.</param>
/// <param name="ListGuid">Its only list, in the site of the list that looks up.</param>
/// <param name="ShownColumn">The internal name of the column that people see of its items.</param>
public sealed record ParentList(Guid DefinitionId, string DefinitionName, RelationName Table, string KeyColumn, Guid ListGuid, string ShownColumn);
