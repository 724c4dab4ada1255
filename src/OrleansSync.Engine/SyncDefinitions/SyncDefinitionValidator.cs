using System.Collections.Immutable;
using System.Globalization;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Text;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>Finds everything that is wrong with a spec at once. Pure; field paths are those of the protocol.</summary>
public static class SyncDefinitionValidator
{
    /// <summary>Longest name, in characters.</summary>
    public const int NameLengthMax = 200;

    /// <summary>Longest description, in characters.</summary>
    public const int DescriptionLengthMax = 4_000;

    /// <summary>Longest address of a site, in characters.</summary>
    public const int SiteUrlLengthMax = 2_000;

    /// <summary>Longest display name of a list, in characters; SharePoint has no longer ones.</summary>
    public const int ListLengthMax = 255;

    /// <summary>Most columns of a key; PostgreSQL's indexes have no more.</summary>
    public const int KeyColumnsMax = 32;

    /// <summary>The wrong fields of <paramref name="spec"/>; none when it can be saved.</summary>
    public static ImmutableArray<FieldViolation> Validate(SyncDefinitionSpec spec)
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        Add("name", TextRules.CheckLine(spec.Name, NameLengthMax));
        Add("description", TextRules.CheckText(spec.Description, DescriptionLengthMax));
        Add("direction", CheckDirection(spec.Direction));
        Add("table.schema", TextRules.CheckSqlName(spec.Table.Schema));
        Add("table.table", TextRules.CheckSqlName(spec.Table.Table));
        if (spec.List.ListId is null && spec.Targets.IsEmpty)
        {
            Add("list.site_url", CheckSiteUrl(spec.List.SiteUrl));
            Add("list.list", TextRules.CheckLine(spec.List.List, ListLengthMax));
        }

        Add("owner", spec.Owner.Length == 0 ? null : TextRules.CheckLine(spec.Owner, NameLengthMax));
        AddKey();
        AddMappings();
        Add("key.strategy", Enum.IsDefined(spec.Key.Strategy) ? null : "is not a strategy that this server knows.");
        Add("cursor.strategy", Enum.IsDefined(spec.Cursor.Strategy) ? null : "is not a strategy that this server knows: KEYSET or FULL_SCAN.");
        Add("cursor.column", spec.Cursor is { Strategy: CursorStrategy.Keyset, Column: "" } ? "is required for KEYSET." : spec.Cursor is { Strategy: CursorStrategy.FullScan, Column.Length: > 0 } ? "is of no use to a full scan; take it out." : null);
        Add("cursor.column", spec.Cursor.Column.Length == 0 ? null : TextRules.CheckSqlName(spec.Cursor.Column));
        Add("conflict_tie", Enum.IsDefined(spec.Conflict.Tie) ? null : "is not a choice that this server knows.");
        Add("conflict_policy", Enum.IsDefined(spec.Conflict.Kind) ? null : "is not a policy that this server knows.");
        Add("conflict_skew", spec.Conflict.SkewTolerance >= TimeSpan.Zero && spec.Conflict.SkewTolerance <= TimeSpan.FromHours(1) ? null : "is out of range; give 0 to 1 hour.");
        Add("push_deletes", Enum.IsDefined(spec.PushDeletes) ? null : "is not a policy that this server knows.");
        Add("pull_deletes", Enum.IsDefined(spec.PullDeletes) ? null : "is not a policy that this server knows.");
        Add("foreign_edits", Enum.IsDefined(spec.ForeignEdits) ? null : "is not a choice that this server knows.");
        Add("delete_guard.count_max", spec.Guard.CountMax is null or >= 0 ? null : "is negative.");
        Add("delete_guard.percent_max", spec.Guard.PercentMax is null or (>= 0 and <= 100) ? null : "is out of range; give 0 to 100.");
        Add("schedule.interval", spec.Schedule.Interval is not { } interval || (interval >= TimeSpan.FromSeconds(10) && interval <= TimeSpan.FromDays(7)) ? null : "is out of range; give 10 seconds to 7 days.");
        Add("schedule.reconcile_every", spec.Schedule.ReconcileEvery is not { } every || (every >= TimeSpan.FromHours(1) && every <= TimeSpan.FromDays(30)) ? null : "is out of range; give 1 hour to 30 days.");
        Add("targets", spec.Targets.Length > Routing.Router.RulesMax ? $"has more than {Routing.Router.RulesMax} targets." : null);
        Add("match_fields", spec.MatchFields.Length > Mapping.FieldMappingCheck.MappingsMax ? $"has more than {Mapping.FieldMappingCheck.MappingsMax} fields." : null);
        for (var index = 0; index < Math.Min(spec.MatchFields.Length, Mapping.FieldMappingCheck.MappingsMax); index++)
        {
            Add(string.Create(CultureInfo.InvariantCulture, $"match_fields[{index}]"), TextRules.CheckLine(spec.MatchFields[index], ListLengthMax));
        }

        Add("field_mappings", spec.Mappings.Length > Mapping.FieldMappingCheck.MappingsMax ? $"has more than {Mapping.FieldMappingCheck.MappingsMax} mappings." : null);
        return violations.ToImmutable();

        void AddKey()
        {
            Add("key.constraint", spec.Key.Constraint.Length == 0 ? null : TextRules.CheckSqlName(spec.Key.Constraint));
            Add("key.columns", spec.Key.Columns.Length > KeyColumnsMax ? $"has more than {KeyColumnsMax} columns." : null);
            for (var index = 0; index < Math.Min(spec.Key.Columns.Length, KeyColumnsMax); index++)
            {
                Add($"key.columns[{index}]", TextRules.CheckSqlName(spec.Key.Columns[index]));
            }
        }

        void AddMappings()
        {
            for (var index = 0; index < Math.Min(spec.Targets.Length, Routing.Router.RulesMax); index++)
            {
                Add($"targets[{index}].when", spec.Targets[index].When.Length == 0 ? "is required: which rows belong in this list." : null);
            }

            for (var index = 0; index < Math.Min(spec.Mappings.Length, Mapping.FieldMappingCheck.MappingsMax); index++)
            {
                var mapping = spec.Mappings[index];
                Add($"field_mappings[{index}].column", mapping.Column.Length == 0 ? null : TextRules.CheckSqlName(mapping.Column));
                Add($"field_mappings[{index}].field", TextRules.CheckLine(mapping.Field, ListLengthMax));
                Add($"field_mappings[{index}].direction", Enum.IsDefined(mapping.Direction) ? null : "is not a direction that this server knows.");
                Add($"field_mappings[{index}].transform", TextRules.CheckText(mapping.Transform, Expressions.ExpressionLimits.LengthMax));
            }
        }

        void Add(string field, string? problem)
        {
            if (problem is not null)
            {
                violations.Add(new FieldViolation($"sync_definition.{field}", problem));
            }
        }
    }

    /// <summary>Refuses the spec with every wrong field.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.InvalidArgument"/>.</exception>
    public static void Check(SyncDefinitionSpec spec)
    {
        var violations = Validate(spec);
        if (!violations.IsEmpty)
        {
            throw SyncException.Invalid(violations);
        }
    }

    private static string? CheckDirection(SyncDirection direction) => direction switch
    {
        SyncDirection.Push or SyncDirection.Pull or SyncDirection.TwoWay => null,
        SyncDirection.Unspecified => "is required: PUSH, PULL or TWO_WAY.",
        _ => "is not a direction that this server knows: PUSH, PULL or TWO_WAY.",
    };

    private static string? CheckSiteUrl(string siteUrl)
    {
        var problem = TextRules.CheckLine(siteUrl, SiteUrlLengthMax);
        if (problem is not null)
        {
            return problem;
        }

        if (!Uri.TryCreate(siteUrl, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps || uri.Host.Length == 0)
        {
            return "is not an https address; it looks like https://contoso.sharepoint.com/sites/Sales.";
        }

        if (uri.UserInfo.Length > 0)
        {
            return "holds a user name or password; remove it.";
        }

        return siteUrl.AsSpan().IndexOfAny('?', '#') >= 0 ? "has a query or a fragment; give the site's address alone." : null;
    }
}
