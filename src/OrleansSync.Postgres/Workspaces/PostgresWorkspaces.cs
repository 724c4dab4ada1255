using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Requests;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Requests;
using OrleansSync.Postgres.Users;

namespace OrleansSync.Postgres.Workspaces;

/// <summary>Workspaces in the tables <c>orleanssync.helix_workspaces</c> and <c>helix_members</c>.</summary>
internal sealed class PostgresWorkspaces(MetastoreDatabase database, Creation creation) : IWorkspaces
{
    private const string Noun = "workspace";
    private const string Columns = "id, revision, name, url_slug, type, plan, has_billing, created_at, updated_at";

    public Task<Workspace?> FindAsync(WorkspaceId id, CancellationToken cancellationToken) =>
        database.FindAsync($"select {Columns} from orleanssync.helix_workspaces where id = $1", Read, cancellationToken, Query.Of(id.Value));

    public Task<ImmutableArray<Workspace>> ListAsync(UserId? member, WorkspaceId? after, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"""
            select {Columns} from orleanssync.helix_workspaces
            where ($1 is null or id in (select workspace_id from orleanssync.helix_members where user_id = $1)) and ($2 is null or id > $2)
            order by id
            limit $3
            """;
        return database.ListAsync(Select, Read, cancellationToken, Query.Of(member?.Value), Query.Of(after?.Value), Query.Of(limit));
    }

    public async Task<Workspace> CreateAsync(Workspace workspace, ChangeRequest? request, CancellationToken cancellationToken)
    {
        const string Insert = $"insert into orleanssync.helix_workspaces ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        var id = await creation.RunAsync(
            request,
            workspace.Id.Value,
            (connection, stop) => connection.ExecuteAsync(Insert, stop, ParametersOf(workspace)),
            constraint => constraint == "helix_workspaces_slug_unique" ? SyncException.NameTaken(Noun, "workspace.url_slug") : null,
            cancellationToken);
        return id == workspace.Id.Value ? workspace : await FindAsync(new WorkspaceId(id), cancellationToken) ?? throw SyncException.NotFound(Noun, id);
    }

    public Task<Workspace> UpdateAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        const string Update = """
            update orleanssync.helix_workspaces
            set revision = $2, name = $3, url_slug = $4, type = $5, plan = $6, has_billing = $7, created_at = $8, updated_at = $9
            where id = $1 and revision = $2 - 1
            """;
        return database.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                if (await connection.ExecuteAsync(Update, stop, ParametersOf(workspace)) == 0)
                {
                    throw SyncException.EtagMismatch(Noun);
                }

                return Verdict.Commit(workspace);
            },
            cancellationToken);
    }

    public Task<bool> IsSlugTakenAsync(string slug, CancellationToken cancellationToken) =>
        database.ExistsAsync("select exists (select 1 from orleanssync.helix_workspaces where url_slug = $1)", cancellationToken, Query.Of(slug));

    public Task<ImmutableArray<Member>> ListMembersAsync(WorkspaceId id, CancellationToken cancellationToken)
    {
        const string Select = """
            select u.id, u.github_id, u.login, u.name, u.email, m.role
            from orleanssync.helix_members m join orleanssync.helix_users u on u.id = m.user_id
            where m.workspace_id = $1
            order by u.id
            """;
        return database.ListAsync(Select, reader => new Member(PostgresUsers.Read(reader), (MemberRole)reader.GetInt16(5)), cancellationToken, Query.Of(id.Value));
    }

    public async Task<MemberRole> GetRoleAsync(WorkspaceId id, UserId user, CancellationToken cancellationToken)
    {
        const string Select = "select role from orleanssync.helix_members where workspace_id = $1 and user_id = $2";
        var roles = await database.ListAsync(Select, reader => (MemberRole)reader.GetInt16(0), cancellationToken, Query.Of(id.Value), Query.Of(user.Value));
        return roles.FirstOrDefault();
    }

    public async Task SetRoleAsync(WorkspaceId id, UserId user, MemberRole role, CancellationToken cancellationToken)
    {
        const string Delete = "delete from orleanssync.helix_members where workspace_id = $1 and user_id = $2";
        const string Upsert = """
            insert into orleanssync.helix_members (workspace_id, user_id, role) values ($1, $2, $3)
            on conflict (workspace_id, user_id) do update set role = excluded.role
            """;
        try
        {
            await database.ChangeAsync(
                Repeat.Always,
                async (connection, stop) => Verdict.Commit(role is MemberRole.Unspecified
                    ? await connection.ExecuteAsync(Delete, stop, Query.Of(id.Value), Query.Of(user.Value))
                    : await connection.ExecuteAsync(Upsert, stop, Query.Of(id.Value), Query.Of(user.Value), Query.Of((short)role))),
                cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw exception.ConstraintName?.Contains("user", StringComparison.Ordinal) == true ? SyncException.NotFound("user", user.Value) : SyncException.NotFound(Noun, id.Value);
        }
    }

    private static NpgsqlParameter[] ParametersOf(Workspace workspace) =>
    [
        Query.Of(workspace.Id.Value), Query.Of(workspace.Revision), Query.Of(workspace.Name), Query.Of(workspace.UrlSlug), Query.Of((short)workspace.Type),
        Query.Of(workspace.Plan), Query.Of(workspace.HasBilling), Query.Of(workspace.CreatedAt), Query.Of(workspace.UpdatedAt),
    ];

    private static Workspace Read(NpgsqlDataReader reader) => new(
        new WorkspaceId(reader.GetGuid(0)), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), (WorkspaceType)reader.GetInt16(4),
        reader.GetString(5), reader.GetBoolean(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<DateTimeOffset>(8));
}
