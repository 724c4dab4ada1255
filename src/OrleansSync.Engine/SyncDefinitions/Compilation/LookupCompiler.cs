using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.SyncDefinitions.Compilation;

/// <summary>Checks a foreign key that is mapped to a lookup against the definition that it points to. Pure.</summary>
internal static class LookupCompiler
{
    /// <summary>The lookup, or the field of the mapping that is wrong and what is wrong with it.</summary>
    public static (CompiledLookup? Lookup, FieldViolation? Violation) Make(
        SyncDefinitionSpec spec, FieldMapping mapping, ColumnInfo column, ListColumn field, ImmutableArray<ListFacts> lists, ImmutableArray<ParentFacts> parents, string path)
    {
        if (mapping.LookupDefinition is not { } id)
        {
            return (null, null);
        }

        if (field.Kind != ListColumnKind.Lookup)
        {
            return Refuse("lookup_definition_id", "is for a lookup of one item; the field is none.");
        }

        if (spec.Direction != SyncDirection.Push && mapping.Direction != MappingDirection.PushOnly)
        {
            return Refuse("direction", "A foreign key follows its parent's item and is not read back; set the mapping push only.");
        }

        if (parents.FirstOrDefault(parent => parent.Definition.Value == id) is not { } parent)
        {
            return Refuse("lookup_definition_id", "names no definition.");
        }

        if (parent.DatabaseId != spec.DatabaseId)
        {
            return Refuse("lookup_definition_id", "names a definition of another database, or a draft; a foreign key points within one database.");
        }

        if (parent.Key?.Columns is not [var key] || KeyReading.KindOf(key.Type) != KeyReading.KindOf(column.Type))
        {
            return Refuse("lookup_definition_id", "names a definition whose key is not one column of the foreign key's kind; give it such a key, or map the column to a field of another kind.");
        }

        var pointedTo = lists.Select(facts => facts.List.Find(field.Name)?.LookupList).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var target = pointedTo is [{ } one] && Guid.TryParse(one, out var guid) ? parent.Lists.FirstOrDefault(list => list.ListGuid == guid) : null;
        return target is null
            ? Refuse("field", "points to a list that is none of that definition's, or to different ones in different lists; let the lookup point to a list that the parent's rows are pushed to.")
            : (new CompiledLookup(parent.Definition, new ListId(target.Number), column.Type), null);

        (CompiledLookup?, FieldViolation?) Refuse(string name, string problem) => (null, new FieldViolation($"{path}.{name}", problem));
    }
}
