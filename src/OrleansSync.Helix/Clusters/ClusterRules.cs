using System.Collections.Immutable;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Clusters;

/// <summary>What a new cluster may be. Pure.</summary>
public static class ClusterRules
{
    private const int InstancesMax = 100;
    private const int NodeTypeLengthMax = 32;

    /// <summary>All that is wrong with a draft.</summary>
    public static ImmutableArray<InputProblem> Check(ClusterDraft draft)
    {
        var problems = ImmutableArray.CreateBuilder<InputProblem>();
        if (ClusterName.Check(draft.Name) is { } name)
        {
            problems.Add(new InputProblem("name", name));
        }

        if (draft.Region.Length > 64 || !draft.Region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            problems.Add(new InputProblem("region", "is not a region; it looks like us-east-1."));
        }

        if (draft.Kind is ClusterKind.Standard && draft.BuildMode is not (BuildMode.Dev or BuildMode.Release))
        {
            problems.Add(new InputProblem("build_mode", "is required: dev or release."));
        }

        if (draft.Kind is not (ClusterKind.Standard or ClusterKind.Enterprise))
        {
            problems.Add(new InputProblem("kind", "is required: standard or enterprise."));
        }

        if (draft.Kind is ClusterKind.Enterprise)
        {
            CheckShape(draft.Enterprise, problems);
        }

        return problems.ToImmutable();
    }

    private static void CheckShape(EnterpriseShape? shape, ImmutableArray<InputProblem>.Builder problems)
    {
        if (shape is null)
        {
            problems.Add(new InputProblem("enterprise", "is required for an enterprise cluster."));
            return;
        }

        if (shape.AvailabilityMode is not ("dev" or "ha"))
        {
            problems.Add(new InputProblem("availability_mode", "is not dev or ha."));
        }

        CheckNodeType("gateway_node_type", shape.GatewayNodeType, problems);
        CheckNodeType("db_node_type", shape.DbNodeType, problems);
        CheckCounts("gateway_count", shape.MinGateways, shape.MaxGateways, problems);
        CheckCounts("hyperscale_count", shape.MinDatabases, shape.MaxDatabases, problems);
    }

    private static void CheckNodeType(string field, string type, ImmutableArray<InputProblem>.Builder problems)
    {
        if (type.Length is 0 or > NodeTypeLengthMax || !type.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
        {
            problems.Add(new InputProblem(field, "is not a type of node; it looks like GW-40 or HLX-160."));
        }
    }

    private static void CheckCounts(string field, int least, int most, ImmutableArray<InputProblem>.Builder problems)
    {
        if (least < 1 || most > InstancesMax || least > most)
        {
            problems.Add(new InputProblem(field, $"must have 1 <= min <= max <= {InstancesMax}."));
        }
    }
}
