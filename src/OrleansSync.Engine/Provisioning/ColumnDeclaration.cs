using System.Collections.Immutable;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Provisioning;

/// <summary>A column that a list is to have.</summary>
/// <param name="DisplayName">What people see; the internal name is the service's choice.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Choices">The choices of a choice column.</param>
public sealed record ColumnDeclaration(string DisplayName, ListColumnKind Kind, ImmutableArray<string> Choices);
