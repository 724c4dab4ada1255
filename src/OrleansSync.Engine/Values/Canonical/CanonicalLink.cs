using System.Buffers;
using System.Globalization;
using System.Text;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Values.Canonical;

/// <summary>sharepoint-graph.md 6.16: addresses are percent-encoded, and a missing description is a copy of the address.</summary>
public static class CanonicalLink
{
    // What an address may hold as it is (RFC 3986), the percent sign of what is encoded already among it.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>6.16: everything that an address cannot hold is percent-encoded as UTF-8; what is encoded already stays.</summary>
    public static string Encode(string url)
    {
        if (url.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return url;
        }

        var encoded = new StringBuilder(url.Length + 16);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in url.EnumerateRunes())
        {
            if (rune.IsAscii && Plain.Contains((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
                continue;
            }

            foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)])
            {
                encoded.Append('%').Append(unit.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    /// <summary>6.16: a missing description is a copy of the address.</summary>
    public static string DescriptionOf(string description, string url) => CanonicalText.BlankIsNull(description) ? url : description;

    internal static bool TryApply(LinkValue value, bool urlOnly, ListRules rules, out Value canonical, out ValueFailure failure)
    {
        (canonical, failure) = (Value.Null, default);
        var url = CanonicalText.Clean(value.Url, rules, trim: true);
        var description = urlOnly ? "" : CanonicalText.Clean(value.Description, rules, trim: true);
        if (url.Length == 0)
        {
            // A description without an address is nothing that a link can be made of.
            failure = new(description.Length == 0 ? ValueRule.None : ValueRule.LinkForm);
            return description.Length == 0;
        }

        if (!CanonicalText.IsSingleLine(url) || !CanonicalText.IsSingleLine(description))
        {
            failure = new(ValueRule.LinkForm);
            return false;
        }

        url = rules.LinksAreEncoded ? Encode(url) : url;
        description = DescriptionOf(description, url);
        if (!CanonicalText.Fits(url, rules.TextLengthMax) || !CanonicalText.Fits(description, rules.TextLengthMax))
        {
            failure = new(ValueRule.LinkTooLong);
            return false;
        }

        canonical = url == value.Url && description == value.Description ? value : new LinkValue(url, description);
        return true;
    }
}
