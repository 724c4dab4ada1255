using System.Collections.Immutable;
using Npgsql;
using OrleansSync.Engine.Errors;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Requests;
using OrleansSync.Postgres.Metastore;
using OrleansSync.Postgres.Requests;

namespace OrleansSync.Postgres.Deployments;

/// <summary>Deployments in the tables <c>orleanssync.helix_deployments</c> and <c>helix_deployment_events</c>.</summary>
internal sealed class PostgresDeployments(MetastoreDatabase database, Creation creation) : IDeployments
{
    private const string Noun = "deployment";

    private const string InsertEvents = """
        insert into orleanssync.helix_deployment_events (deployment_id, number, kind, at, percent, message, url)
        select $1, * from unnest($2::bigint[], $3::smallint[], $4::timestamptz[], $5::smallint[], $6::text[], $7::text[])
        """;

    public Task<Deployment?> FindAsync(DeploymentId id, CancellationToken cancellationToken) =>
        database.FindAsync($"select {DeploymentRow.Columns} from orleanssync.helix_deployments where id = $1", DeploymentRow.Read, cancellationToken, Query.Of(id.Value));

    public Task<Deployment?> FindActiveAsync(ClusterId cluster, CancellationToken cancellationToken) => database.FindAsync(
        $"select {DeploymentRow.Columns} from orleanssync.helix_deployments where cluster_id = $1 and stage < 5", DeploymentRow.Read, cancellationToken, Query.Of(cluster.Value));

    public Task<ImmutableArray<Deployment>> ListActiveAsync(int limit, CancellationToken cancellationToken) => database.ListAsync(
        $"select {DeploymentRow.Columns} from orleanssync.helix_deployments where stage < 5 order by id limit $1", DeploymentRow.Read, cancellationToken, Query.Of(limit));

    public Task<ImmutableArray<Deployment>> ListAsync(ClusterId cluster, DeploymentId? before, int limit, CancellationToken cancellationToken)
    {
        const string Select = $"select {DeploymentRow.Columns} from orleanssync.helix_deployments where cluster_id = $1 and ($2 is null or id < $2) order by id desc limit $3";
        return database.ListAsync(Select, DeploymentRow.Read, cancellationToken, Query.Of(cluster.Value), Query.Of(before?.Value), Query.Of(limit));
    }

    public async Task<Deployment?> FindAnswerAsync(ChangeRequest request, CancellationToken cancellationToken) =>
        await creation.FindAnswerAsync(request, cancellationToken) is { } id ? await FindAsync(new DeploymentId(id), cancellationToken) : null;

    public async Task<Deployment> CreateAsync(DeployStep begun, ChangeRequest? request, CancellationToken cancellationToken)
    {
        const string Insert = $"""
            insert into orleanssync.helix_deployments ({DeploymentRow.Columns})
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            """;
        var deployment = begun.Deployment;
        var id = await creation.RunAsync(
            request,
            deployment.Id.Value,
            async (connection, stop) =>
            {
                await connection.ExecuteAsync(Insert, stop, DeploymentRow.ParametersOf(deployment));
                await WriteEventsAsync(connection, begun, stop);
            },
            constraint => constraint switch
            {
                "helix_deployments_active_unique" => new SyncException(
                    SyncError.DeploymentUnderWay, "The cluster is being deployed to already; wait until that deployment has ended, or cancel it."),
                "helix_deployments_cluster_fkey" => SyncException.NotFound("cluster", deployment.ClusterId.Value),
                _ => null,
            },
            cancellationToken);
        return id == deployment.Id.Value ? deployment : await FindAsync(new DeploymentId(id), cancellationToken) ?? throw SyncException.NotFound(Noun, id);
    }

    public Task CommitAsync(DeployStep step, CancellationToken cancellationToken)
    {
        const string Update = """
            update orleanssync.helix_deployments
            set revision = $2, cluster_id = $3, instance_name = $4, build_mode = $5, stage = $6, event_count = $7, percent = $8, output_lines = $9, attempts = $10,
                is_first = $11, url = $12, failure = $13, started_by = $14, created_at = $15, updated_at = $16
            where id = $1 and revision = $2 - 1 and stage < 5
            """;
        const string UpdateCluster = """
            update orleanssync.helix_clusters set revision = revision + 1, source_deployment_id = $2, url = $3, updated_at = $4 where id = $1
            """;
        const string RevokeOlderKeys = """
            update orleanssync.helix_keys set revoked_at = $2
            where owner = 2 and owner_id = $1 and revoked_at is null
                and id <> (select id from orleanssync.helix_keys where owner = 2 and owner_id = $1 and revoked_at is null order by created_at desc, id desc limit 1)
            """;
        var deployment = step.Deployment;
        return database.ChangeAsync(
            Repeat.UnlessCommitted,
            async (connection, stop) =>
            {
                if (await connection.ExecuteAsync(Update, stop, DeploymentRow.ParametersOf(deployment)) == 0)
                {
                    throw SyncException.EtagMismatch(Noun);
                }

                await WriteEventsAsync(connection, step, stop);
                if (deployment.Stage is DeployStage.Done)
                {
                    await connection.ExecuteAsync(RevokeOlderKeys, stop, Query.Of(deployment.ClusterId.Value), Query.Of(deployment.UpdatedAt));
                    await connection.ExecuteAsync(
                        UpdateCluster, stop, Query.Of(deployment.ClusterId.Value), Query.Of(deployment.Id.Value), Query.Of(deployment.Url), Query.Of(deployment.UpdatedAt));
                }

                return Verdict.Commit(true);
            },
            cancellationToken);
    }

    public Task<ImmutableArray<DeployEvent>> ReadEventsAsync(DeploymentId id, long after, int limit, CancellationToken cancellationToken)
    {
        const string Select = """
            select number, kind, at, percent, message, url from orleanssync.helix_deployment_events
            where deployment_id = $1 and number > $2 order by number limit $3
            """;
        return database.ListAsync(Select, DeploymentRow.ReadEvent, cancellationToken, Query.Of(id.Value), Query.Of(after), Query.Of(limit));
    }

    private static Task WriteEventsAsync(NpgsqlConnection connection, DeployStep step, CancellationToken cancellationToken) => step.Events.IsEmpty
        ? Task.CompletedTask
        : connection.ExecuteAsync(
            InsertEvents,
            cancellationToken,
            Query.Of(step.Deployment.Id.Value),
            Query.Of(step.Events.Select(happened => happened.Number).ToArray()),
            Query.Of(step.Events.Select(happened => (short)happened.Kind).ToArray()),
            Query.Of(step.Events.Select(happened => happened.At).ToArray()),
            Query.Of(step.Events.Select(happened => (short)happened.Percent).ToArray()),
            // PostgreSQL's text cannot hold a null character, and a program's output can.
            Query.Of(step.Events.Select(happened => happened.Message.Replace('\0', '\uFFFD')).ToArray()),
            Query.Of(step.Events.Select(happened => happened.Url).ToArray()));
}
