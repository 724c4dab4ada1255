using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Definitions;

/// <summary>A sync definition: which table and which list are kept equal, and how. Its properties have the names of the parameters that set them.</summary>
[View("Name", "Direction", "State", "IsSuspended", "Schema", "Table", "ListName", "Interval", "Id")]
public sealed record OSyncDefinition
{
    /// <summary>Its id, a UUID.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same as Id, under the name that other cmdlets take it by.</summary>
    public string DefinitionId => Id;

    /// <summary>Its version; changes with every change.</summary>
    public string Etag { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Which way changes flow.</summary>
    public OSyncDirection Direction { get; init; }

    /// <summary>Whether it can run.</summary>
    public OSyncDefinitionState State { get; init; }

    /// <summary>What a draft lacks, as field paths.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>True while it does not run by itself, whatever its schedule.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The database of the table; empty for a draft.</summary>
    public string DatabaseId { get; init; } = "";

    /// <summary>The schema of the table.</summary>
    public string Schema { get; init; } = "";

    /// <summary>The table.</summary>
    public string Table { get; init; } = "";

    /// <summary>The list of rows that no route takes; empty for none.</summary>
    public string ListId { get; init; } = "";

    /// <summary>That list's display name.</summary>
    public string ListName { get; init; } = "";

    /// <summary>That list's site.</summary>
    public string SiteUrl { get; init; } = "";

    /// <summary>Further lists, in the order in which they are tried.</summary>
    public IReadOnlyList<OSyncRoute> Route { get; init; } = [];

    /// <summary>Which column belongs to which field.</summary>
    public IReadOnlyList<OSyncFieldMapping> FieldMapping { get; init; } = [];

    /// <summary>Internal names of mapped fields by which items that are there already are taken for rows; empty for the fields of the key.</summary>
    public IReadOnlyList<string> MatchField { get; init; } = [];

    /// <summary>How rows are told apart.</summary>
    public OSyncKeyStrategy KeyStrategy { get; init; }

    /// <summary>The unique constraint of the key; empty for none.</summary>
    public string KeyConstraint { get; init; } = "";

    /// <summary>The columns of the key.</summary>
    public IReadOnlyList<string> KeyColumn { get; init; } = [];

    /// <summary>How changes are followed.</summary>
    public OSyncCursorStrategy CursorStrategy { get; init; }

    /// <summary>The column by which they are followed; empty for none.</summary>
    public string CursorColumn { get; init; } = "";

    /// <summary>The time zone of that column; empty means UTC.</summary>
    public string CursorTimeZone { get; init; } = "";

    /// <summary>What this way of following changes promises, for people.</summary>
    public string Guarantee { get; init; } = "";

    /// <summary>Who wins when both sides changed a row.</summary>
    public OSyncConflictPolicy ConflictPolicy { get; init; }

    /// <summary>How far apart two changes have to be; null for the default.</summary>
    public TimeSpan? ConflictSkew { get; init; }

    /// <summary>Who wins where the policy does not tell.</summary>
    public OSyncConflictTie ConflictTie { get; init; }

    /// <summary>What the delete of a row means for its item.</summary>
    public OSyncDeletePolicy PushDeletes { get; init; }

    /// <summary>What the delete of an item means for its row.</summary>
    public OSyncDeletePolicy PullDeletes { get; init; }

    /// <summary>Deletes allowed in one run; null for no limit by count.</summary>
    public long? DeleteCountMax { get; init; }

    /// <summary>Deletes allowed in one run, in per cent; null for no limit by percentage.</summary>
    public int? DeletePercentMax { get; init; }

    /// <summary>What a one-way push does about people's edits.</summary>
    public OSyncForeignEdits ForeignEdits { get; init; }

    /// <summary>Who answers for it.</summary>
    public string Owner { get; init; } = "";

    /// <summary>From the end of a run to the begin of the next; null when it never runs by itself.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How often the whole table is compared; null for once a day.</summary>
    public TimeSpan? ReconcileEvery { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateTime { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    internal static OSyncDefinition From(V1.SyncDefinition message) => new()
    {
        Id = message.Id,
        Etag = message.Etag,
        Name = message.Name,
        Description = message.Description,
        Direction = (OSyncDirection)message.Direction,
        State = (OSyncDefinitionState)message.State,
        Missing = [.. message.Missing],
        IsSuspended = message.Suspended,
        DatabaseId = message.DatabaseId,
        Schema = message.Table?.Schema ?? "",
        Table = message.Table?.Table ?? "",
        ListId = message.List?.SharepointListId ?? "",
        ListName = message.List?.List ?? "",
        SiteUrl = message.List?.SiteUrl ?? "",
        Route = [.. message.Targets.Select(OSyncRoute.From)],
        FieldMapping = [.. message.FieldMappings.Select(OSyncFieldMapping.From)],
        MatchField = [.. message.MatchFields],
        KeyStrategy = (OSyncKeyStrategy)(message.Key?.Strategy ?? V1.KeyStrategy.PrimaryKey),
        KeyConstraint = message.Key?.Constraint ?? "",
        KeyColumn = [.. message.Key?.Columns ?? []],
        CursorStrategy = (OSyncCursorStrategy)(message.Cursor?.Strategy ?? V1.CursorStrategy.FullScan),
        CursorColumn = message.Cursor?.Column ?? "",
        CursorTimeZone = message.Cursor?.TimeZone ?? "",
        Guarantee = message.Cursor?.Guarantee ?? "",
        ConflictPolicy = (OSyncConflictPolicy)message.ConflictPolicy,
        ConflictSkew = message.ConflictSkew?.ToTimeSpan(),
        ConflictTie = (OSyncConflictTie)message.ConflictTie,
        PushDeletes = (OSyncDeletePolicy)message.PushDeletes,
        PullDeletes = (OSyncDeletePolicy)message.PullDeletes,
        DeleteCountMax = message.DeleteGuard is { HasCountMax: true } count ? count.CountMax : null,
        DeletePercentMax = message.DeleteGuard is { HasPercentMax: true } percent ? percent.PercentMax : null,
        ForeignEdits = (OSyncForeignEdits)message.ForeignEdits,
        Owner = message.Owner,
        Interval = message.Schedule?.Interval?.ToTimeSpan(),
        ReconcileEvery = message.Schedule?.ReconcileEvery?.ToTimeSpan(),
        CreateTime = message.CreateTime?.ToDateTimeOffset(),
        UpdateTime = message.UpdateTime?.ToDateTimeOffset(),
    };
}
