using Npgsql;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Deployments;

/// <summary>A row of <c>orleanssync.helix_deployments</c> or <c>helix_deployment_events</c>.</summary>
internal static class DeploymentRow
{
    /// <summary>In the order of the parameters.</summary>
    public const string Columns =
        "id, revision, cluster_id, instance_name, build_mode, stage, event_count, percent, output_lines, attempts, is_first, url, failure, started_by, created_at, updated_at";

    public static NpgsqlParameter[] ParametersOf(Deployment deployment) =>
    [
        Query.Of(deployment.Id.Value), Query.Of(deployment.Revision), Query.Of(deployment.ClusterId.Value), Query.Of(deployment.InstanceName),
        Query.Of((short)deployment.BuildMode), Query.Of((short)deployment.Stage), Query.Of(deployment.EventCount), Query.Of((short)deployment.Percent),
        Query.Of(deployment.OutputLines), Query.Of((short)deployment.Attempts), Query.Of(deployment.IsFirst), Query.Of(deployment.Url), Query.Of(deployment.Failure),
        Query.Of(deployment.StartedBy), Query.Of(deployment.CreatedAt), Query.Of(deployment.UpdatedAt),
    ];

    public static Deployment Read(NpgsqlDataReader reader) => new(
        new DeploymentId(reader.GetGuid(0)), reader.GetInt64(1), new ClusterId(reader.GetGuid(2)), reader.GetString(3), (BuildMode)reader.GetInt16(4),
        (DeployStage)reader.GetInt16(5), reader.GetInt64(6), reader.GetInt16(7), reader.GetInt32(8), reader.GetInt16(9), reader.GetBoolean(10),
        reader.GetString(11), reader.GetString(12), reader.GetString(13), reader.GetFieldValue<DateTimeOffset>(14), reader.GetFieldValue<DateTimeOffset>(15));

    public static DeployEvent ReadEvent(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), (DeployEventKind)reader.GetInt16(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetInt16(3), reader.GetString(4), reader.GetString(5));
}
