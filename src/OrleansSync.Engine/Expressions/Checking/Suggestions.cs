namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>Guesses which name was meant.</summary>
internal static class Suggestions
{
    // Longer names are not compared: the cost is the product of the lengths, and PostgreSQL's names have 63 bytes.
    private const int NameLengthMax = 64;

    /// <summary>The nearest of the names, if it is near: a third of its length may differ, case does not count.</summary>
    public static string? Nearest(string name, IEnumerable<string> names)
    {
        if (name.Length > NameLengthMax)
        {
            return null;
        }

        return (from candidate in names
                where candidate.Length <= NameLengthMax && Math.Abs(candidate.Length - name.Length) <= Math.Max(1, Math.Max(name.Length, candidate.Length) / 3)
                let distance = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())
                where distance <= Math.Max(1, Math.Max(name.Length, candidate.Length) / 3) && distance < Math.Max(name.Length, candidate.Length)
                orderby distance
                select candidate).FirstOrDefault();
    }

    // Insertions, deletions, replacements and swaps of neighbours, each counting one.
    private static int Distance(string left, string right)
    {
        var (before, previous, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}
