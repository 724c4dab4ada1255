using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Lists;

/// <summary>What is the same in the JSON of all items of a list, made once for a root of links.</summary>
internal sealed class ItemTexts(SharePointList list, string root)
{
    /// <summary>Scheme, host and version of the links.</summary>
    public string Root { get; } = root;

    /// <summary>The context of one item.</summary>
    public JsonEncodedText Context { get; } = JsonEncodedText.Encode($"{root}/$metadata#sites('{list.Site.EscapedId}')/lists('{list.IdText}')/items/$entity", RawText.Encoder);

    /// <summary>The context of its fields, up to the item's id.</summary>
    public byte[] FieldsContext { get; } = Utf8($"{root}/$metadata#sites('{list.Site.EscapedId}')/lists('{list.IdText}')/items('");

    /// <summary>The item's address, up to its id.</summary>
    public byte[] WebUrl { get; } = Utf8(list.WebUrl + "/");

    /// <summary>The value of <c>parentReference</c>.</summary>
    public byte[] Parent { get; } = Encoding.UTF8.GetBytes($$"""{"id":"{{list.RootFolderId}}","siteId":"{{JsonEncodedText.Encode(list.Site.Id, RawText.Encoder)}}"}""");

    /// <summary>The value of <c>contentType</c>.</summary>
    public byte[] ContentType { get; } = Encoding.UTF8.GetBytes($$"""{"id":"{{list.ContentTypeId}}","name":"Item"}""");

    private static byte[] Utf8(string text) => JsonEncodedText.Encode(text, RawText.Encoder).EncodedUtf8Bytes.ToArray();
}
