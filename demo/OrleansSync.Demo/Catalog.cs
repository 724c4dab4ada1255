namespace OrleansSync.Demo;

/// <summary>Declares everything through the public API.</summary>
internal sealed class Catalog(Parts parts)
{
    // Larger than any tenant's, so that a demo does not take an hour; a real one of the smallest size has 1,250.
    public const int UnitsPerMinute = 600_000;

    public V1.Database Database { get; private set; } = new();

    public V1.SharePointSite Site { get; private set; } = new();

    public async Task DeclareAsync(CancellationToken cancellationToken)
    {
        var admin = parts.Admin;
        var application = await new V1.Applications.ApplicationsClient(admin).CreateApplicationAsync(
            new V1.CreateApplicationRequest { Application = new V1.Application { Name = "Shop", Owner = "Ada" } }, cancellationToken: cancellationToken);
        var address = parts.ShopAddress;
        Database = await new V1.Databases.DatabasesClient(admin).CreateDatabaseAsync(
            new V1.CreateDatabaseRequest
            {
                Database = new V1.Database { ApplicationId = application.Id, Name = "Orders", Environment = V1.DatabaseEnvironment.Production, DatabaseName = address.Database },
            },
            cancellationToken: cancellationToken);
        await new V1.DatabaseInstances.DatabaseInstancesClient(admin).CreateDatabaseInstanceAsync(
            new V1.CreateDatabaseInstanceRequest
            {
                DatabaseInstance = new V1.DatabaseInstance
                {
                    DatabaseId = Database.Id,
                    Name = "primary",
                    Host = address.Host,
                    Port = address.Port,
                    User = address.Username,
                    Password = address.Password ?? "",
                    Role = V1.InstanceRole.Primary,
                },
            },
            cancellationToken: cancellationToken);
        var tenant = parts.Tenant;
        var connection = await new V1.SharePointConnections.SharePointConnectionsClient(admin).CreateSharePointConnectionAsync(
            new V1.CreateSharePointConnectionRequest
            {
                SharepointConnection = new V1.SharePointConnection
                {
                    Name = "Contoso",
                    TenantId = tenant.Options.Tenant,
                    ClientId = tenant.Options.ClientId,
                    CredentialKind = V1.CredentialKind.ClientSecret,
                    Secret = tenant.Options.ClientSecret,
                    Hostname = "contoso.sharepoint.com",
                    Endpoint = tenant.Address.AbsoluteUri.TrimEnd('/'),
                    UnitsPerMinute = UnitsPerMinute,
                },
            },
            cancellationToken: cancellationToken);
        Site = await new V1.SharePointSites.SharePointSitesClient(admin).CreateSharePointSiteAsync(
            new V1.CreateSharePointSiteRequest
            {
                SharepointSite = new V1.SharePointSite { ConnectionId = connection.Id, SiteUrl = "https://contoso.sharepoint.com/sites/Team", TimeZone = "Europe/Berlin" },
            },
            cancellationToken: cancellationToken);
    }

    /// <summary>Makes a list for a table.</summary>
    public async Task<V1.ProvisionSharePointListResponse> ProvisionAsync(string name, string table, CancellationToken cancellationToken) =>
        await new V1.SharePointLists.SharePointListsClient(parts.Admin).ProvisionSharePointListAsync(
            new V1.ProvisionSharePointListRequest
            {
                SiteId = Site.Id,
                DisplayName = name,
                DatabaseId = Database.Id,
                Table = new V1.TableReference { Schema = "public", Table = table },
                // Followed, and of no use to people.
                ColumnChoices = { new V1.ColumnChoice { Column = "changed_at", IsSkipped = true } },
            },
            cancellationToken: cancellationToken);

    /// <summary>Creates a definition that pushes a table.</summary>
    public async Task<V1.SyncDefinition> DefineAsync(string name, string table, V1.ProvisionSharePointListResponse list, CancellationToken cancellationToken, params V1.SyncTarget[] targets) =>
        await new V1.SyncDefinitions.SyncDefinitionsClient(parts.Admin).CreateSyncDefinitionAsync(
            new V1.CreateSyncDefinitionRequest
            {
                SyncDefinition = new V1.SyncDefinition
                {
                    Name = name,
                    Direction = V1.SyncDirection.Push,
                    DatabaseId = Database.Id,
                    Table = new V1.TableReference { Schema = "public", Table = table },
                    List = new V1.ListReference { SharepointListId = list.SharepointList.Id },
                    Targets = { targets },
                    Cursor = new V1.SyncCursor { Column = "changed_at" },
                    FieldMappings = { list.FieldMappings },
                },
            },
            cancellationToken: cancellationToken);
}
