using OrleansSync.Emulator.Lists;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Graph;

/// <summary>Writes the items of a page into an answer.</summary>
internal sealed class ItemRows(GraphReply reply, ItemTemplate template) : IDisposable
{
    private readonly ReplyBuffer row = new();

    public void Write(ListItem item)
    {
        row.Clear();
        template.Write(row, item, default);
        reply.Json.WriteRawValue(row.Written.Span, skipInputValidation: true);
    }

    public void Dispose() => row.Dispose();
}
