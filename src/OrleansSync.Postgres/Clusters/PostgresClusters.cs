using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Projects;
using OrleansSync.Postgres.Requests;

namespace OrleansSync.Postgres.Clusters;

/// <summary>Clusters in the table <c>orleanssync.helix_clusters</c>.</summary>
internal sealed class PostgresClusters(MetastoreDatabase database, Creation creation) : IClusters
{
    private const string Noun = "cluster";
    private const string Columns = "id, revision, project_id, name, kind, region, build_mode, enterprise, source_deployment_id, url, created_at, updated_at";
    private const int ColumnCount = 12;

    public Task<Cluster?> FindAsync(ClusterId id, CancellationToken cancellationToken) =>
        database.FindAsync($"select {Columns} from orleanssync.helix_clusters where id = $1", Read, cancellationToken, Query.Of(id.Value));

    public Task<ImmutableArray<Cluster>> ListAsync(ProjectId project, ClusterId? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select {Columns} from orleanssync.helix_clusters where project_id = $1 and ($2 is null or id > $2) order by id limit $3";
        return database.ListAsync(Select, Read, cancellationToken, Query.Of(project.Value), Query.Of(after?.Value), Query.Of(limit));
    }

    public Task<ImmutableArray<(Project Project, Cluster Cluster)>> ListOfWorkspaceAsync(WorkspaceId workspace, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select c.id, c.revision, c.project_id, c.name, c.kind, c.region, c.build_mode, c.enterprise, c.source_deployment_id, c.url, c.created_at, c.updated_at,
                p.id, p.revision, p.workspace_id, p.name, p.created_at, p.updated_at
            from orleanssync.helix_clusters c join orleanssync.helix_projects p on p.id = c.project_id
            where p.workspace_id = $1
            order by p.id, c.id
            limit $2
            """;
        return database.ListAsync(Select, reader => (PostgresProjects.Read(reader, ColumnCount), Read(reader)), cancellationToken, Query.Of(workspace.Value), Query.Of(limit));
    }

    public async Task<Cluster> CreateAsync(Cluster cluster, ChangeRequest? request, CancellationToken cancellationToken)
    {
        const string Insert = $"insert into orleanssync.helix_clusters ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        var id = await creation.RunAsync(
            request,
            cluster.Id.Value,
            (connection, stop) => connection.ExecuteAsync(Insert, stop, ParametersOf(cluster)),
            constraint => constraint switch
            {
                "helix_clusters_name_unique" => SyncException.NameTaken(Noun, "cluster.name"),
                "helix_clusters_project_fkey" => SyncException.NotFound("project", cluster.ProjectId.Value),
                _ => null,
            },
            cancellationToken);
        return id == cluster.Id.Value ? cluster : await FindAsync(new ClusterId(id), cancellationToken) ?? throw SyncException.NotFound(Noun, id);
    }

    public Task<bool> IsNameTakenAsync(ProjectId project, string name, CancellationToken cancellationToken) => database.ExistsAsync(
        "select exists (select 1 from orleanssync.helix_clusters where project_id = $1 and name = $2)", cancellationToken, Query.Of(project.Value), Query.Of(name));

    private static NpgsqlParameter[] ParametersOf(Cluster cluster) =>
    [
        Query.Of(cluster.Id.Value), Query.Of(cluster.Revision), Query.Of(cluster.ProjectId.Value), Query.Of(cluster.Name), Query.Of((short)cluster.Kind),
        Query.Of(cluster.Region), Query.Of((short)cluster.BuildMode),
        new()
        {
            Value = cluster.Enterprise is { } shape ? JsonSerializer.Serialize(shape, StoredShape.Default.EnterpriseShape) : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Jsonb,
        },
        Query.Of(cluster.Source?.Value), Query.Of(cluster.Url), Query.Of(cluster.CreatedAt), Query.Of(cluster.UpdatedAt),
    ];

    private static Cluster Read(NpgsqlDataReader reader) => new(
        new ClusterId(reader.GetGuid(0)), reader.GetInt64(1), new ProjectId(reader.GetGuid(2)), reader.GetString(3), (ClusterKind)reader.GetInt16(4),
        reader.GetString(5), (BuildMode)reader.GetInt16(6),
        reader.IsDBNull(7) ? null : JsonSerializer.Deserialize(reader.GetString(7), StoredShape.Default.EnterpriseShape),
        reader.IsDBNull(8) ? null : new DeploymentId(reader.GetGuid(8)), reader.GetString(9),
        reader.GetFieldValue<DateTimeOffset>(10), reader.GetFieldValue<DateTimeOffset>(11));
}
