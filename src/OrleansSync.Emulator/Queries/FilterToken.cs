namespace OrleansSync.Emulator.Queries;

/// <summary>A piece of a filter.</summary>
/// <param name="Kind">w word, s text, n number, p punctuation, e end.</param>
internal readonly record struct FilterToken(char Kind, string Text)
{
    /// <summary>The pieces of a filter, with an end piece last.</summary>
    public static List<FilterToken> Split(string filter)
    {
        var tokens = new List<FilterToken>();
        for (var at = 0; at < filter.Length;)
        {
            var character = filter[at];
            if (char.IsWhiteSpace(character))
            {
                at++;
            }
            else if (character is '(' or ')' or ',')
            {
                tokens.Add(new('p', filter.Substring(at++, 1)));
            }
            else if (character == '\'')
            {
                tokens.Add(new('s', Quoted(filter, ref at)));
            }
            else
            {
                var start = at;
                while (at < filter.Length && !char.IsWhiteSpace(filter[at]) && filter[at] is not ('(' or ')' or ',' or '\''))
                {
                    at++;
                }

                tokens.Add(new(char.IsAsciiDigit(character) || character == '-' ? 'n' : 'w', filter[start..at]));
            }
        }

        tokens.Add(new('e', ""));
        return tokens;
    }

    private static string Quoted(string filter, ref int at)
    {
        var text = new System.Text.StringBuilder();
        for (at++; at < filter.Length; at++)
        {
            if (filter[at] != '\'')
            {
                text.Append(filter[at]);
            }
            else if (at + 1 < filter.Length && filter[at + 1] == '\'')
            {
                text.Append(filter[at++]);
            }
            else
            {
                at++;
                return text.ToString();
            }
        }

        throw ItemFilter.Invalid();
    }
}
