using System.Collections.Immutable;
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

    /// <summary>The wrong fields of <paramref name="spec"/>; none when it can be saved.</summary>
    public static ImmutableArray<FieldViolation> Validate(SyncDefinitionSpec spec)
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        Add("name", TextRules.CheckLine(spec.Name, NameLengthMax));
        Add("description", TextRules.CheckText(spec.Description, DescriptionLengthMax));
        Add("direction", CheckDirection(spec.Direction));
        Add("table.schema", TextRules.CheckSqlName(spec.Table.Schema));
        Add("table.table", TextRules.CheckSqlName(spec.Table.Table));
        Add("list.site_url", CheckSiteUrl(spec.List.SiteUrl));
        Add("list.list", TextRules.CheckLine(spec.List.List, ListLengthMax));
        return violations.ToImmutable();

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
