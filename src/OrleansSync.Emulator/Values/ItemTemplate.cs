using OrleansSync.Emulator.Graph;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>
/// How items of a list are shown: texts that all of them share, with gaps between. It is settled once for an answer or for many,
/// since most of an item's JSON is the same for each.
/// </summary>
internal sealed class ItemTemplate(SharePointList list, string root, ItemTemplate.Part[] parts)
{
    private const int GapMax = 64;
    private readonly int version = list.Version;

    /// <summary>True while it fits: the links have this root, and the list's columns are as they were.</summary>
    public bool Fits(string wanted) => version == list.Version && root == wanted;

    /// <summary>Writes an item.</summary>
    /// <param name="shift">6.7: moves instants, for the answer to a POST that shows them wrong.</param>
    public void Write(ReplyBuffer to, ListItem item, TimeSpan shift)
    {
        Span<byte> space = stackalloc byte[GapMax];
        var eTag = space[..RawText.ETag(list, item, space)];
        foreach (ref readonly var part in parts.AsSpan())
        {
            to.Write(part.Text);
            switch (part.Gap)
            {
                case ItemGap.ETag:
                    to.Write(eTag);
                    break;
                case ItemGap.Value:
                    if (item.Value(part.Column!.Slot) is { } value) // A gap for a value names its column.
                    {
                        FieldJson.Write(to, list.Site, part.Column, value, part.IsNamed, shift);
                    }

                    break;
                case ItemGap.Text:
                    if (item.Value(part.Column!.Slot) is string text) // As above.
                    {
                        to.Write(part.Name);
                        RawText.Text(to, text);
                    }

                    break;
                case ItemGap.AppAuthor:
                    App(to, part, item.CreatedBy);
                    break;
                case ItemGap.AppEditor:
                    App(to, part, item.ModifiedBy);
                    break;
                default:
                    Fill(to, part.Gap, item, shift);
                    break;
            }
        }
    }

    private void Fill(ReplyBuffer to, ItemGap gap, ListItem item, TimeSpan shift)
    {
        switch (gap)
        {
            case ItemGap.Id:
                RawText.Number(to, item.Id);
                break;
            case ItemGap.UniqueId:
                RawText.Guid(to, list.UniqueId(item.Id));
                break;
            case ItemGap.Version:
                RawText.Number(to, item.Version);
                break;
            case ItemGap.Created:
                RawText.Instant(to, item.Created);
                break;
            case ItemGap.Modified:
                RawText.Instant(to, item.Modified);
                break;
            case ItemGap.ShiftedCreated:
                RawText.Instant(to, item.Created + shift);
                break;
            case ItemGap.ShiftedModified:
                RawText.Instant(to, item.Modified + shift);
                break;
            case ItemGap.CreatedBy:
                to.Write(item.CreatedBy.Json);
                break;
            case ItemGap.ModifiedBy:
                to.Write(item.ModifiedBy.Json);
                break;
            case ItemGap.AuthorId:
                RawText.Number(to, item.CreatedBy.ShownId);
                break;
            case ItemGap.EditorId:
                RawText.Number(to, item.ModifiedBy.ShownId);
                break;
            case ItemGap.AuthorName:
                RawText.Text(to, item.CreatedBy.ShownName);
                break;
            case ItemGap.EditorName:
                RawText.Text(to, item.ModifiedBy.ShownName);
                break;
        }
    }

    private static void App(ReplyBuffer to, in Part part, Actor actor)
    {
        if (actor.IsApp)
        {
            to.Write(part.Name);
            to.Write("\""u8);
            RawText.Number(to, actor.LookupId);
            to.Write("\""u8);
        }
    }

    /// <summary>A text, and the gap after it.</summary>
    /// <param name="Name">For a gap that can stay empty: what stands before its value, if there is one.</param>
    /// <param name="Column">For a gap that shows a value: its column.</param>
    /// <param name="IsNamed">5.2: the column was asked for by its name, so that a lookup shows its text.</param>
    internal readonly record struct Part(byte[] Text, ItemGap Gap, byte[] Name, Column? Column, bool IsNamed);
}
