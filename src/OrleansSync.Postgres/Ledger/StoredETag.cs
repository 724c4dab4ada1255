using System.Globalization;
using System.Text;
using OrleansSync.Engine.Lists;

namespace OrleansSync.Postgres.Ledger;

/// <summary>
/// An eTag in 20 bytes when it has the form that SharePoint gives (a quoted GUID in lower case, comma, number), else its text. Either way it
/// comes back exactly as it was received.
/// </summary>
/// <param name="Id">The GUID; null when the text is kept.</param>
/// <param name="Version">The number; null when the text is kept.</param>
/// <param name="Other">The text in UTF-8; else empty.</param>
internal readonly record struct StoredETag(Guid? Id, int? Version, byte[] Other)
{
    private const int GuidLength = 36;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static StoredETag Of(ETag? etag) => etag is { Text: { } text } ? Of(text) : new(null, null, []);

    public ETag? ToETag() => Other.Length > 0 ? new ETag(Utf8.GetString(Other)) : Id is { } id && Version is { } version ? new ETag(Form(id, version)) : null;

    private static StoredETag Of(string text) =>
        text.Length > GuidLength + 3
        && Guid.TryParseExact(text.AsSpan(1, GuidLength), "D", out var id)
        && int.TryParse(text.AsSpan(GuidLength + 2, text.Length - GuidLength - 3), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && Form(id, version) == text
            ? new(id, version, [])
            : new(null, null, Utf8.GetBytes(text));

    private static string Form(Guid id, int version) => string.Create(CultureInfo.InvariantCulture, $"\"{id:D},{version}\"");
}
