using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Parking;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Items;

/// <summary>The writes of one call as members of batches, their bodies in one buffer; and those that were refused before anything was sent.</summary>
internal sealed class EncodedWrites : IDisposable
{
    private static readonly JsonWriterOptions Form = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly PooledBuffer buffer;
    private readonly string itemsUrl;
    private readonly (int Begin, int End, bool HoldsLink)[] bodies;
    private readonly ImmutableArray<ListWrite> writes;

    public EncodedWrites(BoundList list, ImmutableArray<ListWrite> writes)
    {
        this.writes = writes;
        itemsUrl = Encoding.UTF8.GetString(list.ItemsUrl);
        bodies = new (int, int, bool)[writes.Length];
        buffer = new PooledBuffer(writes.Length * 256);
        using var json = new Utf8JsonWriter(buffer, Form);
        var accepted = new List<int>(writes.Length);
        for (var index = 0; index < writes.Length; index++)
        {
            var begin = buffer.Length;
            var holdsLink = false;
            var reason = writes[index] switch
            {
                ListWrite.Create create => ItemEncoder.WriteCreate(json, list, create.Key, create.Fields, out holdsLink),
                ListWrite.Update update => ItemEncoder.WriteUpdate(json, list, update, out holdsLink),
                _ => null,
            };
            json.Flush();
            json.Reset();
            if (reason is { } refused)
            {
                buffer.Truncate(begin);
                Refused.Add((index, refused));
                continue;
            }

            bodies[index] = (begin, buffer.Length, holdsLink);
            accepted.Add(index);
        }

        Accepted = accepted;
    }

    /// <summary>The positions of the writes that may be sent, in their order.</summary>
    public IReadOnlyList<int> Accepted { get; }

    /// <summary>The positions of the others, and why.</summary>
    public List<(int Index, ParkReason Reason)> Refused { get; } = [];

    /// <summary>A write as a member of a batch.</summary>
    public BatchMember Member(int index)
    {
        var (begin, end, holdsLink) = bodies[index];
        var (body, prefer) = (buffer.Written[begin..end], holdsLink ? ItemEncoder.LinkPrefer : null);
        return writes[index] switch
        {
            ListWrite.Create => new("POST", itemsUrl, body, null, prefer),
            ListWrite.Update update => new("PATCH", string.Create(CultureInfo.InvariantCulture, $"{itemsUrl}/{update.Item}/fields"), body, update.IfMatch?.Text, prefer),
            ListWrite.Delete delete => new("DELETE", string.Create(CultureInfo.InvariantCulture, $"{itemsUrl}/{delete.Item}"), default, delete.IfMatch?.Text),
            _ => throw new InvalidOperationException("There are three kinds of writes."),
        };
    }

    public void Dispose() => buffer.Dispose();
}
