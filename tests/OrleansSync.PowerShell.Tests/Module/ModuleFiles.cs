using System.Reflection;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>Makes those files of the module that follow from the code. Run the tests with ORLEANSSYNC_UPDATE=1 to write them.</summary>
internal static class ModuleFiles
{
    private const string Guid = "6f1f3c8e-5b0c-4f0a-9d3e-2a4c7c1f9b52";

    /// <summary>Each file's path in the tree, and its text.</summary>
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["module/OrleansSync.psd1"] = Manifest,
        ["module/OrleansSync.Format.ps1xml"] = Format,
        ["module/OrleansSync.Types.ps1xml"] = Types,
        ["module/en-US/OrleansSync.PowerShell.dll-Help.xml"] = HelpFile.Make,
    };

    /// <summary>An element as the text of a file.</summary>
    public static string ToText(XElement root)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            root.WriteTo(writer);
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static IEnumerable<(Type Type, IReadOnlyList<string> Columns)> Views() => typeof(OSyncCommand).Assembly.GetExportedTypes()
        .Select(type => (Type: type, type.GetCustomAttribute<ViewAttribute>()?.Columns))
        .Where(view => view.Columns is not null)
        .OrderBy(view => view.Type.FullName, StringComparer.Ordinal)
        .Select(view => (view.Type, view.Columns!)); // Filtered above.

    private static string Format() => ToText(new XElement(
        "Configuration",
        new XElement("ViewDefinitions", Views().Select(view => new XElement(
            "View",
            new XElement("Name", view.Type.Name),
            new XElement("ViewSelectedBy", new XElement("TypeName", view.Type.FullName)),
            new XElement(
                "TableControl",
                new XElement("AutoSize"),
                new XElement("TableHeaders", view.Columns.Select(column => new XElement(
                    "TableColumnHeader", new XElement("Label", column.Split('.')[^1]), IsNumber(view.Type, column) ? new XElement("Alignment", "Right") : null))),
                new XElement("TableRowEntries", new XElement("TableRowEntry", new XElement("TableColumnItems", view.Columns.Select(column => new XElement(
                    "TableColumnItem", column.Contains('.', StringComparison.Ordinal) ? new XElement("ScriptBlock", $"$_.{column}") : new XElement("PropertyName", column))))))))))));

    private static string Types() => ToText(new XElement("Types", Views().Select(view => new XElement(
        "Type",
        new XElement("Name", view.Type.FullName),
        new XElement("Members", new XElement(
            "MemberSet",
            new XElement("Name", "PSStandardMembers"),
            new XElement("Members", new XElement(
                "PropertySet",
                new XElement("Name", "DefaultDisplayPropertySet"),
                new XElement("ReferencedProperties", view.Columns.Select(column => column.Split('.')[0]).Distinct(StringComparer.Ordinal).Select(column => new XElement("Name", column)))))))))));

    private static bool IsNumber(Type type, string column) =>
        type.GetProperty(column)?.PropertyType is { } property && (Nullable.GetUnderlyingType(property) ?? property) is var inner && !inner.IsEnum && (inner == typeof(int) || inner == typeof(long) || inner == typeof(double));

    private static string Manifest() => $$"""
        # Made from the code; ORLEANSSYNC_UPDATE=1 and the tests of OrleansSync.PowerShell.Tests write it anew.
        @{
            RootModule           = 'OrleansSync.psm1'
            ModuleVersion        = '{{typeof(OSyncCommand).Assembly.GetName().Version!.ToString(3)}}'
            GUID                 = '{{Guid}}'
            Author               = 'OrleansSync contributors'
            CompanyName          = 'OrleansSync'
            Copyright            = 'OrleansSync contributors. MIT License.'
            Description          = 'Keeps PostgreSQL tables and SharePoint lists equal, and manages Helix cloud projects, by a server of OrleansSync.'
            PowerShellVersion    = '7.6'
            CompatiblePSEditions = @('Core')
            TypesToProcess       = @('OrleansSync.Types.ps1xml')
            FormatsToProcess     = @('OrleansSync.Format.ps1xml')
            FunctionsToExport    = @()
            VariablesToExport    = @()
            CmdletsToExport      = @(
        {{string.Join(",\n", CmdletType.All.Select(cmdlet => $"        '{cmdlet.Name}'"))}}
            )
            AliasesToExport      = @({{string.Join(", ", CmdletType.All.SelectMany(cmdlet => cmdlet.Aliases).Order(StringComparer.Ordinal).Select(alias => $"'{alias}'"))}})
            PrivateData          = @{
                PSData = @{
                    Tags = @('PostgreSQL', 'SharePoint', 'Sync', 'Orleans', 'Helix', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
                }
            }
        }

        """.ReplaceLineEndings("\n");
}
