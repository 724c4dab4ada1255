using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace OrleansSync.Server.Secrets;

/// <summary>
/// The key ring's elements in memory. Data Protection reads and stores them without awaiting, so they are read from the metastore
/// before, and what is added is written there after, by <see cref="KeyRing"/>.
/// </summary>
internal sealed class KeyRingElements(IEnumerable<XElement> stored) : IXmlRepository
{
    private readonly Lock gate = new();
    private readonly List<XElement> elements = [.. stored];

    /// <summary>What was added since, with its name.</summary>
    public List<(string Name, XElement Element)> Added { get; } = [];

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (gate)
        {
            return [.. elements.Select(element => new XElement(element))];
        }
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        lock (gate)
        {
            elements.Add(new XElement(element));
            Added.Add((friendlyName, new XElement(element)));
        }
    }
}
