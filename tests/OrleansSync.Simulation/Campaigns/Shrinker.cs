namespace OrleansSync.Simulation.Campaigns;

/// <summary>Makes a failing tape shorter and its numbers smaller for as long as it fails.</summary>
internal static class Shrinker
{
    /// <summary>The simplest tape found.</summary>
    /// <param name="choices">A tape that fails.</param>
    /// <param name="fails">True when a candidate still fails; says false once it has been asked too often.</param>
    public static IReadOnlyList<int> Shrink(IReadOnlyList<int> choices, Func<IReadOnlyList<int>, bool> fails)
    {
        var best = choices.ToList();
        for (var improved = true; improved;)
        {
            improved = RemoveChunks(ref best, fails) | ZeroChunks(ref best, fails) | LowerEach(ref best, fails);
        }

        return best;
    }

    private static bool RemoveChunks(ref List<int> best, Func<IReadOnlyList<int>, bool> fails)
    {
        var improved = false;
        for (var size = best.Count / 2; size > 0; size /= 2)
        {
            for (var at = best.Count - size; at >= 0; at -= size)
            {
                var candidate = best.ToList();
                candidate.RemoveRange(at, size);
                improved |= Accept(ref best, candidate, fails);
            }
        }

        return improved;
    }

    private static bool ZeroChunks(ref List<int> best, Func<IReadOnlyList<int>, bool> fails)
    {
        var improved = false;
        for (var size = Math.Max(1, best.Count / 2); size > 0; size /= 2)
        {
            for (var at = 0; at + size <= best.Count; at += size)
            {
                if (best.Skip(at).Take(size).All(choice => choice == 0))
                {
                    continue;
                }

                var candidate = best.ToList();
                for (var index = at; index < at + size; index++)
                {
                    candidate[index] = 0;
                }

                improved |= Accept(ref best, candidate, fails);
            }
        }

        return improved;
    }

    private static bool LowerEach(ref List<int> best, Func<IReadOnlyList<int>, bool> fails)
    {
        var improved = false;
        for (var at = 0; at < best.Count; at++)
        {
            while (best[at] > 0)
            {
                var candidate = best.ToList();
                candidate[at] /= 2;
                if (!Accept(ref best, candidate, fails))
                {
                    break;
                }

                improved = true;
            }
        }

        return improved;
    }

    private static bool Accept(ref List<int> best, List<int> candidate, Func<IReadOnlyList<int>, bool> fails)
    {
        if (!fails(candidate))
        {
            return false;
        }

        best = candidate;
        return true;
    }
}
