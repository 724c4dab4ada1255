using System.Collections.Immutable;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Which of several definitions that are due begin, so that parents are pushed before the rows that point to them. Pure.</summary>
public static class RunOrder
{
    /// <summary>Those that wait for no other one that is due; the rest is due again at the next look. Definitions that point to each other do not wait.</summary>
    public static ImmutableArray<SyncDefinition> First(IReadOnlyCollection<SyncDefinition> due)
    {
        var byId = due.ToDictionary(definition => definition.Id);
        return [.. due.Where(definition => !ParentsOf(definition).Any(parent => !LeadsTo(parent, definition.Id, [])))];

        IEnumerable<SyncDefinition> ParentsOf(SyncDefinition definition) =>
            definition.Spec.Parents.Where(id => id != definition.Id).Select(id => byId.GetValueOrDefault(id)).OfType<SyncDefinition>();

        bool LeadsTo(SyncDefinition from, SyncDefinitionId to, HashSet<SyncDefinitionId> seen) =>
            seen.Add(from.Id) && ParentsOf(from).Any(parent => parent.Id == to || LeadsTo(parent, to, seen));
    }
}
