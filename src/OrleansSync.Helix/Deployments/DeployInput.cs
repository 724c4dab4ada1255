using System.Collections.Immutable;
using OrleansSync.Helix.Projects;
using OrleansSync.Helix.Sources;

namespace OrleansSync.Helix.Deployments;

/// <summary>What is to be deployed, checked and normalised.</summary>
/// <param name="Source">The files and the project file.</param>
/// <param name="EnvVars">Given to the cluster; they may be secrets.</param>
/// <param name="InstanceName">What the project file calls the cluster; may be empty.</param>
/// <param name="BuildModeOverride">For this deploy only; <see cref="BuildMode.Unspecified"/> takes the cluster's.</param>
/// <param name="QueriesJson">An enterprise cluster's compiled queries; null for a standard cluster.</param>
[GenerateSerializer, Immutable, Alias("Helix.DeployInput")]
public sealed record DeployInput(
    [property: Id(0)] SourceSet Source,
    [property: Id(1)] ImmutableSortedDictionary<string, string> EnvVars,
    [property: Id(2)] string InstanceName,
    [property: Id(3)] BuildMode BuildModeOverride,
    [property: Id(4)] string? QueriesJson);
