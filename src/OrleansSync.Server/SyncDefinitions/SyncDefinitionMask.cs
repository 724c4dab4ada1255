using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.Server.SyncDefinitions;

/// <summary>Reads update_mask as AIP-134 has it: unknown paths are refused, an absent mask is every field that is set.</summary>
internal static class SyncDefinitionMask
{
    private static readonly Dictionary<string, SyncDefinitionFields> Paths = new(StringComparer.Ordinal)
    {
        ["*"] = SyncDefinitionFields.All,
        ["name"] = SyncDefinitionFields.Name,
        ["description"] = SyncDefinitionFields.Description,
        ["direction"] = SyncDefinitionFields.Direction,
        ["table"] = SyncDefinitionFields.Table,
        ["table.schema"] = SyncDefinitionFields.TableSchema,
        ["table.table"] = SyncDefinitionFields.TableName,
        ["list"] = SyncDefinitionFields.List,
        ["list.site_url"] = SyncDefinitionFields.ListSiteUrl,
        ["list.list"] = SyncDefinitionFields.ListName,
    };

    private static readonly string Choices = string.Join(", ", Paths.Keys);

    /// <summary>The fields to change.</summary>
    public static SyncDefinitionFields Read(FieldMask? mask, SyncDefinitionSpec values)
    {
        if (mask is null || mask.Paths.Count == 0)
        {
            return FieldsThatAreSet(values);
        }

        var fields = SyncDefinitionFields.None;
        var violations = new List<FieldViolation>();
        foreach (var path in mask.Paths)
        {
            if (Paths.TryGetValue(path, out var field))
            {
                fields |= field;
            }
            else
            {
                violations.Add(new FieldViolation("update_mask", $"has a path that cannot be changed; the paths are {Choices}."));
            }
        }

        return violations.Count == 0 ? fields : throw SyncException.Invalid(violations.Take(1));
    }

    private static SyncDefinitionFields FieldsThatAreSet(SyncDefinitionSpec values) =>
        Set(values.Name, SyncDefinitionFields.Name)
        | Set(values.Description, SyncDefinitionFields.Description)
        | (values.Direction == SyncDirection.Unspecified ? SyncDefinitionFields.None : SyncDefinitionFields.Direction)
        | Set(values.Table.Schema, SyncDefinitionFields.TableSchema)
        | Set(values.Table.Table, SyncDefinitionFields.TableName)
        | Set(values.List.SiteUrl, SyncDefinitionFields.ListSiteUrl)
        | Set(values.List.List, SyncDefinitionFields.ListName);

    private static SyncDefinitionFields Set(string value, SyncDefinitionFields field) => value.Length > 0 ? field : SyncDefinitionFields.None;
}
