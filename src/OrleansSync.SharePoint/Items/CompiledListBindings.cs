using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.SharePointLists;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;

namespace OrleansSync.SharePoint.Items;

/// <summary>The lists of compiled definitions. A binding is the same object as long as the compiled definition is.</summary>
internal sealed class CompiledListBindings(ICompiledDefinitions definitions) : IListBindings
{
    private readonly ConditionalWeakTable<CompiledDefinition, Bindings> known = [];

    /// <inheritdoc/>
    public async ValueTask<ListBinding> GetAsync(SyncDefinition definition, ListId list, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(definition, cancellationToken);
        var bindings = known.GetValue(compiled, static made => new(made.Lists.ToImmutableDictionary(facts => facts.Number, facts => Bind(made, facts))));
        return bindings.ByNumber.TryGetValue(list, out var binding)
            ? binding
            // Items stay in a list that was taken out of a definition, until somebody says what is to become of them.
            : throw new SyncException(SyncError.ListGone, $"The definition has no list with the number {list} any more, and rows still have items there; put the list back, or reset the definition.");
    }

    private static ListBinding Bind(CompiledDefinition compiled, ListFacts facts) => new()
    {
        SiteId = facts.Site.GraphId,
        ListGuid = facts.List.ListGuid,
        Fields = [.. compiled.Columns.Select(column => new BoundField(column.Name, column.Pair))],
        Columns = compiled.Mapped,
        Rules = compiled.ListRules,
        KeyColumn = facts.List.KeyColumn,
        KeyMode = facts.List.KeyMode switch
        {
            ListKeyMode.UserColumn => KeyMode.UserColumn,
            ListKeyMode.Unindexed => KeyMode.Unindexed,
            _ => KeyMode.Provisioned,
        },
        MarkColumn = compiled.Spec.PushDeletes == DeletePolicy.Mark && facts.List.MarkColumn.Length > 0 ? facts.List.MarkColumn : null,
    };

    private sealed record Bindings(ImmutableDictionary<ListId, ListBinding> ByNumber);
}
