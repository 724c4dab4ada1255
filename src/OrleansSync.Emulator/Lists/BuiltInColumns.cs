using System.Text.Json.Nodes;
using OrleansSync.Emulator.Hosting;

namespace OrleansSync.Emulator.Lists;

/// <summary>The columns that every list has (4.9).</summary>
internal static class BuiltInColumns
{
    /// <summary>Name, shown name, hidden.</summary>
    private static readonly (string Name, string Title, bool Hidden)[] Derived =
    [
        ("ID", "ID", false), ("ContentType", "Content Type", false), ("Modified", "Modified", false), ("Created", "Created", false),
        ("Author", "Created By", false), ("Editor", "Modified By", false), ("_UIVersionString", "Version", false), ("Attachments", "Attachments", false),
        ("Edit", "Edit", false), ("LinkTitleNoMenu", "Title", false), ("LinkTitle", "Title", false), ("DocIcon", "Type", false),
        ("ItemChildCount", "Item Child Count", false), ("FolderChildCount", "Folder Child Count", false),
        ("_ComplianceFlags", "Label setting", false), ("_ComplianceTag", "Retention label", false), ("_ComplianceTagWrittenTime", "Retention label Applied", false),
        ("_ComplianceTagUserId", "Label applied by", false), ("AppAuthor", "App Created By", false), ("AppEditor", "App Modified By", false),
    ];

    /// <summary>Adds them to a new list. Title is the one that callers may write.</summary>
    public static void AddTo(SharePointList list, SeededIds ids)
    {
        list.Add(new Column
        {
            Id = ids.Next(),
            Name = "Title",
            DisplayName = "Title",
            Kind = ColumnKind.Text,
            FacetName = "text",
            Facet = new JsonObject { ["allowMultipleLines"] = false, ["appendChangesToExistingText"] = false, ["linesForEditing"] = 0, ["maxLength"] = 255 },
            Slot = 0,
            Required = true,
            BuiltIn = true,
            ColumnGroup = "Custom Columns",
        });
        foreach (var (name, title, hidden) in Derived)
        {
            list.Add(new Column
            {
                Id = ids.Next(),
                Name = name,
                DisplayName = title,
                Kind = ColumnKind.System,
                ReadOnly = true,
                Hidden = hidden,
                BuiltIn = true,
                Indexed = name == "ID",
                ColumnGroup = "_Hidden",
            });
        }
    }
}
