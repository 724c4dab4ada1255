namespace OrleansSync.Engine.Values;

/// <summary>
/// Orders texts by code point, which is the order of their UTF-8 bytes and of PostgreSQL's C collation. The order of
/// <see cref="string.CompareOrdinal(string?, string?)"/> differs: it puts U+1F600 before U+FF5E.
/// </summary>
public static class CodePoints
{
    /// <summary>Compares by code point.</summary>
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        return Rank(left[common]).CompareTo(Rank(right[common]));
    }

    // Surrogates stand for code points above all others of one unit.
    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
