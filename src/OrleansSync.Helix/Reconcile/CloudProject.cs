using System.Collections.Immutable;

namespace OrleansSync.Helix.Reconcile;

/// <summary>A project as the cloud knows it: the source of truth of the project file.</summary>
/// <param name="Id">The project's id.</param>
/// <param name="Name">The project's name.</param>
/// <param name="Standard">Its standard clusters.</param>
/// <param name="Enterprise">Its enterprise clusters.</param>
public sealed record CloudProject(string Id, string Name, ImmutableArray<CloudCluster> Standard, ImmutableArray<CloudEnterprise> Enterprise);
