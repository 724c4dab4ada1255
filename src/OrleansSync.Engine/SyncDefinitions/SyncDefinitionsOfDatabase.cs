namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Reads the definitions of one database.</summary>
public static class SyncDefinitionsOfDatabase
{
    private const int Page = 500;
    private const int PagesMax = 40;

    /// <summary>The definitions whose table is in a database, in the order of their ids; of 20,000 definitions at most.</summary>
    public static async Task<IReadOnlyList<SyncDefinition>> ListOfDatabaseAsync(this ISyncDefinitions definitions, Guid databaseId, CancellationToken cancellationToken)
    {
        var found = new List<SyncDefinition>();
        SyncDefinitionId? after = null;
        for (var read = 0; read < PagesMax; read++)
        {
            var page = await definitions.ListAsync(after, Page, cancellationToken);
            found.AddRange(page.Where(definition => definition.Spec.DatabaseId == databaseId));
            if (page.Length < Page)
            {
                break;
            }

            after = page[^1].Id;
        }

        return found;
    }
}
