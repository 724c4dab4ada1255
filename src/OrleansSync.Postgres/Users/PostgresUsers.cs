using Npgsql;
using OrleansSync.Helix.Users;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Users;

/// <summary>People in the table <c>orleanssync.helix_users</c>.</summary>
internal sealed class PostgresUsers(MetastoreDatabase database) : IUsers
{
    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        database.FindAsync("select id, github_id, login, name, email from orleanssync.helix_users where id = $1", Read, cancellationToken, Query.Of(id.Value));

    public async Task<User> SignInAsync(User user, CancellationToken cancellationToken)
    {
        const string Upsert = """
            insert into orleanssync.helix_users (id, github_id, login, name, email) values ($1, $2, $3, $4, $5)
            on conflict (github_id) do update set login = excluded.login, name = excluded.name, email = excluded.email
            """;
        await database.ChangeAsync(
            Repeat.Always,
            async (connection, stop) => Verdict.Commit(await connection.ExecuteAsync(
                Upsert, stop, Query.Of(user.Id.Value), Query.Of(user.GithubId), Query.Of(user.Login), Query.Of(user.Name), Query.Of(user.Email))),
            cancellationToken);
        return await database.FindAsync(
            "select id, github_id, login, name, email from orleanssync.helix_users where github_id = $1", Read, cancellationToken, Query.Of(user.GithubId)) ?? user;
    }

    /// <summary>Reads id, github_id, login, name, email.</summary>
    public static User Read(NpgsqlDataReader reader) =>
        new(new UserId(reader.GetGuid(0)), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetString(4));
}
