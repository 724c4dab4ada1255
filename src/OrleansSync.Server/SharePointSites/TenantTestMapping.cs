using OrleansSync.Engine.SharePointConnections;

namespace OrleansSync.Server.SharePointSites;

/// <summary>What a test of a connection found, as callers see it.</summary>
internal static class TenantTestMapping
{
    public static V1.SharePointTestStep ToProto(TenantTestStep step) => new() { Name = step.Name, Problem = step.Problem };

    public static V1.SharePointFact ToProto(TenantFact fact)
    {
        var proto = new V1.SharePointFact { Id = fact.Id, Fact = fact.Fact, Seen = fact.Seen };
        if (fact.Holds is { } holds)
        {
            proto.Holds = holds;
        }

        return proto;
    }

    public static V1.SharePointFeature ToProto(TenantFeature feature)
    {
        var proto = new V1.SharePointFeature { Name = feature.Name, Permission = feature.Permission };
        if (feature.IsAllowed is { } allowed)
        {
            proto.Allowed = allowed;
        }

        return proto;
    }
}
