using System.IO.Enumeration;
using System.Management.Automation;
using OrleansSync.PowerShell.Databases;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Schemas;

/// <summary>Gets the tables and views of a database as they were when it was read last (Update-OSyncSchema). With a name without wildcards it brings columns, constraints, indexes and triggers along.</summary>
/// <example>
/// <code>Get-OSyncTable -Database Orders</code>
/// <para>Gets all tables and views.</para>
/// </example>
/// <example>
/// <code>(Get-OSyncTable public.orders -Database Orders).Columns</code>
/// <para>Shows the columns of one.</para>
/// </example>
[Cmdlet(VerbsCommon.Get, "OSyncTable")]
[OutputType(typeof(OSyncTable))]
public sealed class GetOSyncTableCommand : ServerCommand
{
    /// <summary>Tables as schema.table or table, with * and ?; without it all.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The database, by name or id.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DatabaseId")]
    [ArgumentCompleter(typeof(DatabaseCompleter))]
    public string Database { get; set; } = "";

    /// <summary>Brings columns, constraints, indexes and triggers of every table along; one call for each.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    internal override async Task RunAsync(CancellationToken cancellationToken)
    {
        Target = Database;
        var id = await ResolveAsync(KnownResources.Get<DatabaseResource>(), Database, cancellationToken);
        var wanted = Name ?? ["*"];
        var found = new HashSet<string>(StringComparer.Ordinal);
        var token = "";
        do
        {
            var request = new V1.ListSchemaTablesRequest { DatabaseId = id, PageSize = ListQuery.PageSize, PageToken = token };
            var page = await CallAsync((calls, options) => new V1.Schemas.SchemasClient(calls).ListSchemaTablesAsync(request, options), cancellationToken);
            if (page.TakeTime is null)
            {
                World.Warn($"The database '{Database}' was never read; call Update-OSyncSchema first.");
            }

            foreach (var table in page.SchemaTables)
            {
                if (Array.Find(wanted, pattern => IsMatch(pattern, table)) is { } match)
                {
                    found.Add(match);
                    World.Write(OSyncTable.From(IsOn(Detailed) || !IsPattern(match) ? await GetAsync(id, table.Id, cancellationToken) : table));
                }
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);

        foreach (var missing in wanted.Where(pattern => !IsPattern(pattern) && !found.Contains(pattern)))
        {
            World.WriteError(ModuleErrors.NotFound("table", missing), cause: null);
        }
    }

    private static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool IsMatch(string pattern, V1.SchemaTable table) =>
        FileSystemName.MatchesSimpleExpression(pattern, pattern.Contains('.', StringComparison.Ordinal) ? $"{table.Schema}.{table.Name}" : table.Name, ignoreCase: false);

    private Task<V1.SchemaTable> GetAsync(string databaseId, string id, CancellationToken cancellationToken) => CallAsync(
        (calls, options) => new V1.Schemas.SchemasClient(calls).GetSchemaTableAsync(new V1.GetSchemaTableRequest { DatabaseId = databaseId, Id = id }, options), cancellationToken);
}
