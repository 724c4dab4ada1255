using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Conflicts;
using OrleansSync.Engine.Deletes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.SyncDefinitions;

/// <summary>Sync definitions between the protocol and the engine.</summary>
internal static class SyncDefinitionMapping
{
    /// <summary>The definition as a caller sees it.</summary>
    public static V1.SyncDefinition ToProto(this SyncDefinition definition)
    {
        var spec = definition.Spec;
        return new()
        {
            Id = definition.Id.ToString(),
            Etag = definition.Etag,
            Name = spec.Name,
            Description = spec.Description,
            Direction = (V1.SyncDirection)spec.Direction,
            Table = new V1.TableReference { Schema = spec.Table.Schema, Table = spec.Table.Table },
            List = new V1.ListReference { SiteUrl = spec.List.SiteUrl, List = spec.List.List, SharepointListId = spec.List.ListId?.ToString("D") ?? "" },
            CreateTime = Timestamp.FromDateTimeOffset(definition.CreatedAt),
            UpdateTime = Timestamp.FromDateTimeOffset(definition.UpdatedAt),
            DatabaseId = spec.DatabaseId?.ToString("D") ?? "",
            Key = new V1.SyncKey { Strategy = (V1.KeyStrategy)(spec.Key.Strategy + 1), Constraint = spec.Key.Constraint, Columns = { spec.Key.Columns } },
            Cursor = new V1.SyncCursor
            {
                Strategy = (V1.CursorStrategy)spec.Cursor.Effective,
                Column = spec.Cursor.Column,
                TimeZone = spec.Cursor.TimeZone,
                Guarantee = CursorGuarantee.Describe(spec.Cursor),
            },
            Targets = { spec.Targets.Select(target => new V1.SyncTarget { SharepointListId = target.ListId.ToString("D"), When = target.When }) },
            FieldMappings = { spec.Mappings.Select(ToProto) },
            ConflictPolicy = spec.Conflict.Kind == ConflictKind.Unspecified ? V1.ConflictPolicy.SourceWins : (V1.ConflictPolicy)spec.Conflict.Kind,
            ConflictSkew = spec.Conflict.SkewTolerance == TimeSpan.Zero ? null : Duration.FromTimeSpan(spec.Conflict.SkewTolerance),
            ConflictTie = (V1.ConflictTie)(spec.Conflict.Tie + 1),
            PushDeletes = (V1.DeletePolicy)spec.PushDeletes,
            PullDeletes = (V1.DeletePolicy)spec.PullDeletes,
            DeleteGuard = ToProto(spec.Guard),
            ForeignEdits = (V1.ForeignEdits)spec.ForeignEdits,
            Owner = spec.Owner,
            Schedule = new V1.SyncSchedule { Interval = ToProto(spec.Schedule.Interval), ReconcileEvery = ToProto(spec.Schedule.ReconcileEvery) },
            Suspended = spec.IsSuspended,
            State = spec.Missing.IsEmpty ? V1.SyncDefinitionState.Ready : V1.SyncDefinitionState.Draft,
            Missing = { spec.Missing },
            MatchFields = { spec.MatchFields },
        };
    }

    /// <summary>What the caller declares; what is absent is empty, and the validator says so.</summary>
    public static SyncDefinitionSpec ToSpec(this V1.SyncDefinition definition) => new(
        definition.Name,
        definition.Description,
        (SyncDirection)definition.Direction,
        new TableReference(definition.Table?.Schema ?? "", definition.Table?.Table ?? ""),
        new ListReference(definition.List?.SiteUrl ?? "", definition.List?.List ?? "", ReadId(definition.List?.SharepointListId, "sync_definition.list.sharepoint_list_id")))
    {
        DatabaseId = ReadId(definition.DatabaseId, "sync_definition.database_id"),
        Key = definition.Key is { } key
            ? new KeyChoice(key.Strategy == V1.KeyStrategy.Unspecified ? KeyStrategy.PrimaryKey : (KeyStrategy)(key.Strategy - 1), key.Constraint, [.. key.Columns])
            : KeyChoice.PrimaryKey,
        Cursor = definition.Cursor is { } cursor ? new CursorChoice((CursorStrategy)cursor.Strategy, cursor.Column, cursor.TimeZone) : CursorChoice.Empty,
        Targets = [.. definition.Targets.Select((target, index) => new SyncTarget(RequestFields.ReadId(target.SharepointListId, $"sync_definition.targets[{index}].sharepoint_list_id"), target.When))],
        Mappings = [.. definition.FieldMappings.Select((mapping, index) => ToMapping(mapping, $"sync_definition.field_mappings[{index}]"))],
        Conflict = new ConflictChoice(
            (ConflictKind)definition.ConflictPolicy,
            ReadDuration(definition.ConflictSkew, "sync_definition.conflict_skew") ?? TimeSpan.Zero,
            definition.ConflictTie == V1.ConflictTie.Unspecified ? Tie.Source : (Tie)(definition.ConflictTie - 1)),
        PushDeletes = definition.PushDeletes == V1.DeletePolicy.Unspecified ? DeletePolicy.Propagate : (DeletePolicy)definition.PushDeletes,
        PullDeletes = definition.PullDeletes == V1.DeletePolicy.Unspecified ? DeletePolicy.Ignore : (DeletePolicy)definition.PullDeletes,
        Guard = definition.DeleteGuard is { } guard
            ? new DeleteGuard(guard.HasCountMax ? guard.CountMax : null, guard.HasPercentMax ? guard.PercentMax : null)
            : DeleteGuard.Default,
        ForeignEdits = definition.ForeignEdits == V1.ForeignEdits.Unspecified ? ForeignEdits.Keep : (ForeignEdits)definition.ForeignEdits,
        Owner = definition.Owner,
        Schedule = definition.Schedule is { } schedule
            ? new SyncSchedule(ReadDuration(schedule.Interval, "sync_definition.schedule.interval"), ReadDuration(schedule.ReconcileEvery, "sync_definition.schedule.reconcile_every") ?? SyncSchedule.Manual.ReconcileEvery)
            : SyncSchedule.Manual,
        IsSuspended = definition.Suspended,
        MatchFields = [.. definition.MatchFields],
    };

    /// <summary>The part of a request that must be there.</summary>
    public static V1.SyncDefinition Required(this V1.SyncDefinition? definition) =>
        definition ?? throw SyncException.Invalid("sync_definition", "is required.");

    /// <summary>A mapping as a caller sees it.</summary>
    public static V1.FieldMapping ToProto(FieldMapping mapping) => new()
    {
        Column = mapping.Column,
        Field = mapping.Field,
        Direction = (V1.MappingDirection)(mapping.Direction + 1),
        Transform = mapping.Transform,
        IsKey = mapping.IsKey,
        IsSystemField = mapping.IsSystemField,
        ValuesFit = mapping.ValuesFit,
        LookupDefinitionId = mapping.LookupDefinition?.ToString("D") ?? "",
    };

    private static FieldMapping ToMapping(V1.FieldMapping mapping, string path) => new(
        mapping.Column,
        mapping.Field,
        mapping.Direction == V1.MappingDirection.Unspecified ? MappingDirection.Both : (MappingDirection)(mapping.Direction - 1),
        mapping.Transform,
        mapping.IsKey,
        mapping.IsSystemField,
        mapping.ValuesFit,
        ReadId(mapping.LookupDefinitionId, $"{path}.lookup_definition_id"));

    private static V1.DeleteGuard ToProto(DeleteGuard guard)
    {
        var proto = new V1.DeleteGuard();
        if (guard.CountMax is { } count)
        {
            proto.CountMax = count;
        }

        if (guard.PercentMax is { } percent)
        {
            proto.PercentMax = percent;
        }

        return proto;
    }

    private static Duration? ToProto(TimeSpan? span) => span is { } given ? Duration.FromTimeSpan(given) : null;

    private static Guid? ReadId(string? text, string field) => string.IsNullOrEmpty(text) ? null : RequestFields.ReadId(text, field);

    private static TimeSpan? ReadDuration(Duration? duration, string field)
    {
        if (duration is null)
        {
            return null;
        }

        try
        {
            return duration.ToTimeSpan();
        }
        catch (InvalidOperationException)
        {
            throw SyncException.Invalid(field, "is not a duration: seconds and nanoseconds have one sign, and nanoseconds are less than a second.");
        }
    }
}
