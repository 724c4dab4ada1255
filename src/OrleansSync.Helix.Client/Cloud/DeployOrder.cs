using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Client.Cloud;

/// <summary>What a push sends.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="InstanceName">What the project file calls it.</param>
/// <param name="Source">Files and project file.</param>
/// <param name="EnvVars">Given to the cluster.</param>
/// <param name="BuildModeOverride">For this deploy only.</param>
public sealed record DeployOrder(string ClusterId, string InstanceName, SourceSet Source, IReadOnlyDictionary<string, string> EnvVars, BuildMode BuildModeOverride);
