using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Requests;

namespace OrleansSync.Postgres.Projects;

/// <summary>Projects in the table <c>orleanssync.helix_projects</c>.</summary>
internal sealed class PostgresProjects(MetastoreDatabase database, Creation creation) : IProjects
{
    private const string Noun = "project";
    private const string Columns = "id, revision, workspace_id, name, created_at, updated_at";

    public Task<Project?> FindAsync(ProjectId id, CancellationToken cancellationToken) =>
        database.FindAsync($"select {Columns} from orleanssync.helix_projects where id = $1", reader => Read(reader), cancellationToken, Query.Of(id.Value));

    public Task<ImmutableArray<Project>> ListAsync(WorkspaceId workspace, ProjectId? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select {Columns} from orleanssync.helix_projects where workspace_id = $1 and ($2 is null or id > $2) order by id limit $3";
        return database.ListAsync(Select, reader => Read(reader), cancellationToken, Query.Of(workspace.Value), Query.Of(after?.Value), Query.Of(limit));
    }

    public async Task<Project> CreateAsync(Project project, ChangeRequest? request, CancellationToken cancellationToken)
    {
        const string Insert = $"insert into orleanssync.helix_projects ({Columns}) values ($1, $2, $3, $4, $5, $6)";
        var id = await creation.RunAsync(
            request,
            project.Id.Value,
            (connection, stop) => connection.ExecuteAsync(Insert, stop, ParametersOf(project)),
            constraint => Explain(constraint, project),
            cancellationToken);
        return id == project.Id.Value ? project : await FindAsync(new ProjectId(id), cancellationToken) ?? throw SyncException.NotFound(Noun, id);
    }

    public async Task<Project> UpdateAsync(Project project, CancellationToken cancellationToken)
    {
        const string Update = """
            update orleanssync.helix_projects
            set revision = $2, workspace_id = $3, name = $4, created_at = $5, updated_at = $6
            where id = $1 and revision = $2 - 1
            """;
        try
        {
            return await database.ChangeAsync(
                Repeat.UnlessCommitted,
                async (connection, stop) => await connection.ExecuteAsync(Update, stop, ParametersOf(project)) == 0 ? throw SyncException.EtagMismatch(Noun) : Verdict.Commit(project),
                cancellationToken);
        }
        catch (PostgresException exception) when (Explain(exception.ConstraintName, project) is { } refused)
        {
            throw refused;
        }
    }

    public Task<bool> IsNameTakenAsync(WorkspaceId workspace, string name, CancellationToken cancellationToken) => database.ExistsAsync(
        "select exists (select 1 from orleanssync.helix_projects where workspace_id = $1 and name = $2)", cancellationToken, Query.Of(workspace.Value), Query.Of(name));

    /// <summary>Reads a project's columns from a place on.</summary>
    public static Project Read(NpgsqlDataReader reader, int from = 0) => new(
        new ProjectId(reader.GetGuid(from)), reader.GetInt64(from + 1), new WorkspaceId(reader.GetGuid(from + 2)), reader.GetString(from + 3),
        reader.GetFieldValue<DateTimeOffset>(from + 4), reader.GetFieldValue<DateTimeOffset>(from + 5));

    private static NpgsqlParameter[] ParametersOf(Project project) =>
    [
        Query.Of(project.Id.Value), Query.Of(project.Revision), Query.Of(project.WorkspaceId.Value), Query.Of(project.Name), Query.Of(project.CreatedAt), Query.Of(project.UpdatedAt),
    ];

    private static SyncException? Explain(string? constraint, Project project) => constraint switch
    {
        "helix_projects_name_unique" => SyncException.NameTaken(Noun, "project.name"),
        "helix_projects_workspace_fkey" => SyncException.NotFound("workspace", project.WorkspaceId.Value),
        _ => null,
    };
}
