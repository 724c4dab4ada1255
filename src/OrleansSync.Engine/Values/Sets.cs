using System.Collections.Immutable;

namespace OrleansSync.Engine.Values;

/// <summary>Sets kept as sorted arrays without duplicates: small, and equal when their elements are.</summary>
internal static class Sets
{
    public static ImmutableArray<T> Of<T>(IEnumerable<T> elements, Comparison<T> comparison)
    {
        var sorted = elements.ToArray();
        Array.Sort(sorted, comparison);
        var count = 0;
        foreach (var element in sorted)
        {
            if (count == 0 || comparison(sorted[count - 1], element) != 0)
            {
                sorted[count++] = element;
            }
        }

        return ImmutableArray.Create(sorted.AsSpan(0, count));
    }

    public static int Compare<T>(ImmutableArray<T> left, ImmutableArray<T> right, Comparison<T> comparison)
    {
        for (var index = 0; index < left.Length && index < right.Length; index++)
        {
            var difference = comparison(left[index], right[index]);
            if (difference != 0)
            {
                return difference;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    public static int HashOf<T>(ImmutableArray<T> elements)
    {
        var hash = default(HashCode);
        foreach (var element in elements)
        {
            hash.Add(element);
        }

        return hash.ToHashCode();
    }
}
