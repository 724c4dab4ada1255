using System.Text.RegularExpressions;
using System.Xml.Linq;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>What the comments of the cmdlets say: the source of all help.</summary>
internal static partial class XmlDocs
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(OSyncCommand).Assembly.Location, ".xml")).Descendants("member").ToDictionary(member => (string?)member.Attribute("name") ?? "", StringComparer.Ordinal);

    /// <summary>The summary of a member; empty when it has none.</summary>
    public static string Summary(string member) => Members.GetValueOrDefault(member)?.Element("summary") is { } summary ? Text(summary) : "";

    /// <summary>The examples of a member.</summary>
    public static IReadOnlyList<(string Code, string Remark)> Examples(string member) =>
        [.. (Members.GetValueOrDefault(member)?.Elements("example") ?? []).Select(example => (Text(example.Element("code")!), Text(example.Element("para")!)))]; // Both are there, else it is no example.

    private static string Text(XElement element)
    {
        var copy = new XElement(element);
        foreach (var see in copy.Descendants().Where(inner => inner.Attribute("cref") is not null).ToList())
        {
            see.ReplaceWith(((string?)see.Attribute("cref") ?? "").Split('.', ':')[^1]);
        }

        return Space().Replace(copy.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
