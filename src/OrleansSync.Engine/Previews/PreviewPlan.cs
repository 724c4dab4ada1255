using System.Collections.Immutable;
using System.Diagnostics;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Previews;

/// <summary>One row as a preview planned it. Pure.</summary>
/// <param name="Key">Which row.</param>
/// <param name="RowKey">Its key in full, if it is known.</param>
/// <param name="Row">Its values; null when it is gone.</param>
/// <param name="Entry">Its pair; null for none.</param>
/// <param name="Decision">What a push would decide.</param>
internal sealed record PreviewPlan(SyncKey Key, RowKey? RowKey, Row? Row, LedgerEntry? Entry, PushDecision Decision)
{
    /// <summary>True when the pair is of an item that is there already and would be taken as the row's.</summary>
    public bool IsAdopted { get; init; }

    public PreviewKind Kind => IsAdopted ? PreviewKind.Adopt : Decision switch
    {
        PushDecision.Create => PreviewKind.Create,
        PushDecision.Update => PreviewKind.Update,
        PushDecision.Move => PreviewKind.Move,
        PushDecision.Delete => PreviewKind.Delete,
        PushDecision.Mark => PreviewKind.Mark,
        PushDecision.Detach => PreviewKind.Detach,
        PushDecision.Adopt or PushDecision.Skip { Reason: SkipReason.Unchanged or SkipReason.Echo } => PreviewKind.Unchanged,
        PushDecision.Skip or PushDecision.Forget or PushDecision.LeaveToPull => PreviewKind.Ignore,
        PushDecision.Park => PreviewKind.Park,
        PushDecision.Settle or PushDecision.ReadRow => PreviewKind.Settle,
        _ => throw new UnreachableException(),
    };

    public bool IsDelete => Kind is PreviewKind.Delete or PreviewKind.Mark or PreviewKind.Detach;

    /// <summary>Resource units of what would be sent for it.</summary>
    public int Units => Kind switch
    {
        PreviewKind.Create => UnitCosts.Write,
        PreviewKind.Update or PreviewKind.Adopt or PreviewKind.Delete or PreviewKind.Mark => UnitCosts.Write + (Entry?.ETag is null ? UnitCosts.Read : 0),
        PreviewKind.Move => (2 * UnitCosts.Write) + UnitCosts.Query,
        PreviewKind.Settle => UnitCosts.Query,
        _ => 0,
    };

    /// <summary>The item that has to be read to say what would change; null when there is none.</summary>
    public ItemAddress? ItemToRead => Kind is PreviewKind.Update or PreviewKind.Adopt or PreviewKind.Move or PreviewKind.Delete or PreviewKind.Mark ? Entry?.Address : null;

    /// <summary>As it is shown.</summary>
    /// <param name="item">The item's fields; null when they were not read, or it is gone.</param>
    /// <param name="columns">The mapped columns.</param>
    public PreviewedRow Show(Row? item, MappedColumns columns) => new(Kind, Key, RowKey, Entry?.Address, ListOf(), Fields(item, columns), Reason());

    private ListId? ListOf() => Decision switch
    {
        PushDecision.Create create => create.List,
        PushDecision.Move move => move.To,
        PushDecision.Delete => null,
        _ => Entry?.List,
    };

    private ImmutableArray<PreviewedField> Fields(Row? item, MappedColumns columns) => Decision switch
    {
        PushDecision.Create create => [.. create.Row.Names.Select((name, index) => new PreviewedField(name, null, create.Row.Values[index]))],
        PushDecision.Delete => item is null ? [] : [.. item.Names.Select((name, index) => new PreviewedField(name, item.Values[index], null))],
        PushDecision.Update or PushDecision.Move when Row is { } row && item is not null =>
            [.. row.Differences(columns.Push, item).Names.Select(name => new PreviewedField(name, item.Find(name), row.Find(name)))],
        PushDecision.Update update => [.. update.Fields.Names.Select((name, index) => new PreviewedField(name, null, update.Fields.Values[index]))],
        _ => [],
    };

    private string Reason() => Decision switch
    {
        PushDecision.Skip skip => skip.Reason.ToString(),
        PushDecision.Park park => park.Reason.ToString(),
        PushDecision.Forget => nameof(SkipReason.AlreadyDeleted),
        PushDecision.LeaveToPull => nameof(SkipReason.LeftToPull),
        PushDecision.Settle settle => settle.State.ToString(),
        _ => "",
    };
}
