using System.Text;

namespace OrleansSync.Helix.Clusters;

/// <summary>What clusters and instances may be called: 1 to 32 letters, digits, hyphens and underscores, of any script.</summary>
public static class ClusterName
{
    /// <summary>Longest name, in characters.</summary>
    public const int LengthMax = 32;

    /// <summary>Says what is wrong with a name, or null.</summary>
    public static string? Check(string name)
    {
        if (name.Length == 0)
        {
            return "is required.";
        }

        var runes = name.EnumerateRunes().ToList();
        return runes.Count > LengthMax ? $"has more than {LengthMax} characters."
            : runes.TrueForAll(rune => Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_') ? null
            : "has a character other than letters, digits, '-' and '_'.";
    }
}
