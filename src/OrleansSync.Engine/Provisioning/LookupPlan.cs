using System.Collections.Immutable;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Mapping;

namespace OrleansSync.Engine.Provisioning;

/// <summary>Decides whether a column becomes a lookup: its foreign key points to a table whose definition has a list in the same site. Pure.</summary>
public static class LookupPlan
{
    /// <summary>The parent, or none with the reason.</summary>
    /// <param name="table">The table.</param>
    /// <param name="column">Its column.</param>
    /// <param name="choice">What a person decides of it; null for nothing.</param>
    /// <param name="parents">The lists that can be looked up.</param>
    /// <returns>The parent; a remark for people; and what is wrong with the choice. Each may be absent.</returns>
    public static (ParentList? Parent, string Remark, string Problem) Find(RelationInfo table, ColumnInfo column, ColumnChoice? choice, ImmutableArray<ParentList> parents)
    {
        var isAsked = choice?.Kind is ListColumnKind.Lookup or ListColumnKind.MultiLookup || choice?.ParentId is not null;
        if (choice?.Kind is { } other && other != ListColumnKind.Lookup)
        {
            return isAsked ? (null, "", "is LOOKUP for a column with a parent: a row has one parent. Take out the kind, or the parent.") : (null, "", "");
        }

        var keys = table.Constraints.Where(constraint => constraint.Kind == ConstraintKind.ForeignKey && constraint.Columns.Contains(column.Name)).ToList();
        if (keys.Find(key => key.Columns.Length == 1) is not { Target: { } target } key)
        {
            return isAsked ? (null, "", "is a lookup, and the column is no foreign key of its own.")
                : (null, keys.Count > 0 ? "It is a part of a foreign key of several columns, which no lookup holds: its value is kept." : "", "");
        }

        var matches = parents.Where(parent => parent.Table == target && parent.KeyColumn == key.TargetColumns[0] && (choice?.ParentId is not { } wanted || wanted == parent.DefinitionId)).ToList();
        if (MappingCheck.Check(column.Type, new ListColumn(column.Name, ListColumnKind.Lookup)) is MappingVerdict.Refused refused)
        {
            return isAsked ? (null, "", $"{refused.Reason} {refused.WayOut}") : (null, "", "");
        }

        return matches switch
        {
            [var only] => ((ParentList?)only, $"A lookup of the items of {only.DefinitionName}; a row whose parent has no item yet waits for it.", ""),
            [] => isAsked
                ? (null, "", $"is a lookup, and no definition of the table {target} has its one list in this site and the foreign key's target as its key; make that one first.")
                : (null, $"It points to {target}, of which no definition has its one list in this site: its value is kept. Make that definition first to have a lookup.", ""),
            _ => isAsked
                ? (null, "", $"is a lookup, and several definitions of the table {target} fit; name one in parent_sync_definition_id.")
                : (null, $"It points to {target}, of which several definitions have a list in this site: its value is kept. Choose one in parent_sync_definition_id to have a lookup.", ""),
        };
    }
}
