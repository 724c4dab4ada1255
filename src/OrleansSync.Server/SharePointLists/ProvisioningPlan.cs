using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Provisioning;
using OrleansSync.Engine.SharePointSites;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Server.SharePointLists;

/// <summary>What a request to make a list comes to, checked.</summary>
/// <param name="Site">The site.</param>
/// <param name="IsNewSite">True when it is still to be declared.</param>
/// <param name="List">The list.</param>
/// <param name="Columns">What becomes of each column of the table.</param>
/// <param name="Known">The definition that is to have it; null for none, or for a new one.</param>
/// <param name="Spec">The definition without the list; null for none.</param>
internal sealed record ProvisioningPlan(Resource<SiteSpec> Site, bool IsNewSite, ListDeclaration List, ImmutableArray<PlannedColumn> Columns, SyncDefinition? Known, SyncDefinitionSpec? Spec);
