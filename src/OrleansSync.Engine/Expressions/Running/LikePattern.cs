using System.Text;

namespace OrleansSync.Engine.Expressions.Running;

/// <summary>
/// A pattern of <c>like</c>, matched by running all of its positions at once as bits (shift-and): each character of the text
/// costs one step per 64 positions, whatever the pattern and the text are. Nothing is tried twice.
/// </summary>
internal sealed class LikePattern
{
    private const int Wildcard = -1;
    private const int ShortMax = 64;

    private readonly string? literal;
    private readonly bool openStart;
    private readonly bool openEnd;
    private readonly int last;
    private readonly ulong[] loops;
    private readonly ulong[] any;
    private readonly Dictionary<int, ulong[]> steps = [];

    private LikePattern(List<int> elements, HashSet<int> stars)
    {
        last = elements.Count;
        var words = (last / 64) + 1;
        (loops, any) = (new ulong[words], new ulong[words]);
        foreach (var star in stars)
        {
            Set(loops, star);
        }

        for (var index = 0; index < last; index++)
        {
            if (elements[index] == Wildcard)
            {
                Set(any, index + 1);
            }
        }

        for (var index = 0; index < last; index++)
        {
            if (elements[index] != Wildcard)
            {
                steps.TryAdd(elements[index], (ulong[])any.Clone());
                Set(steps[elements[index]], index + 1);
            }
        }

        // Most patterns have their stars at the ends only. A bound on the length keeps the search of the library linear too.
        // Half a pair of surrogates is a character of its own here, and not to the library.
        if (last <= ShortMax && !elements.Exists(unit => unit is Wildcard or (>= 0xD800 and <= 0xDFFF)) && stars.All(star => star == 0 || star == last))
        {
            literal = TextOf(elements);
            (openStart, openEnd) = (stars.Contains(0), stars.Contains(last));
        }
    }

    /// <summary>Reads a pattern; null when it is too long or ends in its escape.</summary>
    public static LikePattern? TryParse(string pattern, int escape)
    {
        if (pattern.Length > ExpressionLimits.LikePatternLengthMax)
        {
            return null;
        }

        var (elements, stars) = (new List<int>(), new HashSet<int>());
        for (var at = 0; at < pattern.Length;)
        {
            var unit = CodePointText.Next(pattern, ref at);
            if (unit == escape)
            {
                if (at == pattern.Length)
                {
                    return null;
                }

                elements.Add(CodePointText.Next(pattern, ref at));
            }
            else if (unit == '%')
            {
                stars.Add(elements.Count);
            }
            else
            {
                elements.Add(unit == '_' ? Wildcard : unit);
            }
        }

        return new LikePattern(elements, stars);
    }

    /// <summary>True when the whole text fits the pattern.</summary>
    public bool Matches(string text) => literal is null ? MatchesSteps(text) : (openStart, openEnd) switch
    {
        (false, false) => string.Equals(text, literal, StringComparison.Ordinal),
        (false, true) => text.StartsWith(literal, StringComparison.Ordinal),
        (true, false) => text.EndsWith(literal, StringComparison.Ordinal),
        _ => text.Contains(literal, StringComparison.Ordinal),
    };

    private bool MatchesSteps(string text)
    {
        var state = new ulong[loops.Length];
        state[0] = 1;
        for (var at = 0; at < text.Length;)
        {
            var allowed = steps.GetValueOrDefault(CodePointText.Next(text, ref at), any);
            var (carry, alive) = (0UL, 0UL);
            for (var word = 0; word < state.Length; word++)
            {
                var before = state[word];
                state[word] = (((before << 1) | carry) & allowed[word]) | (before & loops[word]);
                carry = before >> 63;
                alive |= state[word];
            }

            if (alive == 0)
            {
                return false;
            }
        }

        return (state[last / 64] >> (last % 64) & 1) != 0;
    }

    private static string TextOf(List<int> elements)
    {
        var text = new StringBuilder();
        foreach (var unit in elements)
        {
            CodePointText.Append(text, unit);
        }

        return text.ToString();
    }

    private static void Set(ulong[] bits, int index) => bits[index / 64] |= 1UL << (index % 64);
}
