namespace OrleansSync.Architecture.Code;

/// <summary>
/// Separates code from what merely looks like it: comments and the contents of strings become blanks, the holes of
/// interpolated strings stay. Knows as much of C# as that needs and no more.
/// </summary>
internal static class CSharpText
{
    /// <summary>The text with blanks; lines and positions are those of the source.</summary>
    public static string Blank(string source)
    {
        var reader = new Reader(source);
        reader.ReadCode(inHole: false);
        return reader.ToString();
    }

    private sealed class Reader(string source)
    {
        private readonly char[] output = source.ToCharArray();
        private int at;

        public override string ToString() => new(output);

        /// <summary>Reads to the end of the file, or in a hole to the brace that closes it.</summary>
        public void ReadCode(bool inHole)
        {
            var depth = 0;
            while (at < source.Length)
            {
                var current = source[at];
                if (inHole && current == '}' && depth == 0)
                {
                    return;
                }

                if (StartsWith("//"))
                {
                    BlankUntil(IndexOf("\n"));
                }
                else if (StartsWith("/*"))
                {
                    BlankUntil(IndexOf("*/") + 2);
                }
                else if (current == '\'')
                {
                    ReadCharacter();
                }
                else if (!TryReadString())
                {
                    depth += current switch { '{' => 1, '}' => -1, _ => 0 };
                    at++;
                }
            }
        }

        private bool TryReadString()
        {
            var quote = at;
            while (quote < source.Length && source[quote] is '$' or '@')
            {
                quote++;
            }

            if (quote >= source.Length || source[quote] != '"')
            {
                return false;
            }

            var prefix = source.AsSpan(at, quote - at);
            var dollars = prefix.Count('$');
            var verbatim = prefix.Contains('@');
            at = quote;
            var quotes = CountRun('"');
            if (quotes >= 3)
            {
                at += quotes;
                ReadRaw(quotes, dollars);
            }
            else
            {
                at++;
                ReadQuoted(verbatim, interpolated: dollars > 0);
            }

            return true;
        }

        private void ReadQuoted(bool verbatim, bool interpolated)
        {
            while (at < source.Length)
            {
                switch (source[at])
                {
                    case '"' when verbatim && CountRun('"') >= 2:
                        BlankUntil(at + 2);
                        break;
                    case '"':
                        at++;
                        return;
                    case '\\' when !verbatim:
                        BlankUntil(at + 2);
                        break;
                    case '{' when interpolated && CountRun('{') % 2 == 1:
                        ReadHole(CountRun('{'), closing: 1);
                        break;
                    case '{':
                        BlankUntil(at + CountRun('{'));
                        break;
                    default:
                        BlankUntil(at + 1);
                        break;
                }
            }
        }

        private void ReadRaw(int quotes, int dollars)
        {
            while (at < source.Length)
            {
                if (source[at] == '"' && CountRun('"') >= quotes)
                {
                    at += CountRun('"');
                    return;
                }

                if (dollars > 0 && source[at] == '{' && CountRun('{') >= dollars)
                {
                    ReadHole(CountRun('{'), dollars);
                }
                else
                {
                    BlankUntil(at + 1);
                }
            }
        }

        private void ReadHole(int opening, int closing)
        {
            BlankUntil(at + opening);
            ReadCode(inHole: true);
            BlankUntil(at + closing);
        }

        private void ReadCharacter()
        {
            var end = at + 1 < source.Length && source[at + 1] == '\\' ? source.IndexOf('\'', Math.Min(at + 3, source.Length)) : at + 2;
            if (end > at && end < source.Length && source[end] == '\'')
            {
                BlankUntil(end + 1);
            }
            else
            {
                at++;
            }
        }

        private bool StartsWith(string text) => string.CompareOrdinal(source, at, text, 0, text.Length) == 0;

        private int IndexOf(string text)
        {
            var index = source.IndexOf(text, at, StringComparison.Ordinal);
            return index < 0 ? source.Length : index;
        }

        private int CountRun(char character)
        {
            var end = at;
            while (end < source.Length && source[end] == character)
            {
                end++;
            }

            return end - at;
        }

        private void BlankUntil(int end)
        {
            for (; at < end && at < source.Length; at++)
            {
                output[at] = source[at] is '\n' or '\r' ? source[at] : ' ';
            }
        }
    }
}
