using OrleansSync.Engine.Cursors;

namespace OrleansSync.SharePoint.Items;

/// <summary>
/// The address of a delta page. What is stored is the link that Graph gave, with a fragment (never sent) while a full enumeration is under way,
/// so that its later pages are known as such.
/// </summary>
/// <param name="Path">The link, or the path for a first page.</param>
/// <param name="IsRestart">True within a full enumeration.</param>
internal readonly record struct DeltaAddress(string Path, bool IsRestart)
{
    private const string Mark = "#enumeration";
    private const string ExpandOption = "$expand";

    /// <summary>True for the first page of an enumeration, which costs more.</summary>
    public bool IsFirst { get; private init; }

    /// <summary>The first page of a full enumeration.</summary>
    public static DeltaAddress First(BoundList list, int pageSize) =>
        new($"{list.Path}/items/delta?$expand={Uri.EscapeDataString(list.Expand)}&$top={pageSize}", IsRestart: true) { IsFirst = true };

    /// <summary>
    /// A stored link. Its fields are set to those that are mapped now: with the fields of an earlier mapping a new one would read as empty, and some
    /// links come without any (7.5).
    /// </summary>
    public static DeltaAddress Of(Cursor.DeltaLink link, BoundList list)
    {
        var isRestart = link.Link.EndsWith(Mark, StringComparison.Ordinal);
        return new(WithExpand(isRestart ? link.Link[..^Mark.Length] : link.Link, list.Expand), isRestart);
    }

    /// <summary>What is stored of a link that came with a page of this address.</summary>
    public string Store(string link, bool isEnd) => IsRestart && !isEnd ? link + Mark : link;

    private static string WithExpand(string link, string expand)
    {
        var query = link.IndexOf('?', StringComparison.Ordinal);
        var wanted = $"{ExpandOption}={Uri.EscapeDataString(expand)}";
        if (query < 0)
        {
            return $"{link}?{wanted}";
        }

        var options = link[(query + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries);
        var rest = options.Where(option => Uri.UnescapeDataString(option.Split('=')[0]) is not (ExpandOption or "expand"));
        return $"{link[..query]}?{string.Join('&', rest.Append(wanted))}";
    }
}
