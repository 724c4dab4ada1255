using OrleansSync.Testing.Postgres;
using OrleansSync.Testing.Server;

namespace OrleansSync.EndToEnd.Cluster;

/// <summary>A test of several silos. The stand-in for Orleans runs one, so it is skipped there and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : PostgresTheoryAttribute
{
    public ClusterTheoryAttribute()
    {
        if (!File.Exists(Path.Combine(Path.GetDirectoryName(ServerProcess.FindProgram()) ?? "", "Orleans.Core.dll")))
        {
            Skip ??= "Needs several silos: build with Dependencies=Packages.";
        }
    }
}
