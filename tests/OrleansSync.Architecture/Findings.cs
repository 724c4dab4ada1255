namespace OrleansSync.Architecture;

/// <summary>Fails a test with everything that was found, not only with the first of it.</summary>
internal static class Findings
{
    /// <summary>Passes when nothing was found.</summary>
    /// <param name="findings">One line each: where, what, and the way out.</param>
    public static void None(IEnumerable<string> findings)
    {
        var all = findings.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} found:\n  {string.Join("\n  ", all)}");
    }

    /// <summary>Fails when a rule looked at nothing, which would let it pass for ever.</summary>
    public static IReadOnlyList<T> NotEmpty<T>(IEnumerable<T> looked, string what)
    {
        var all = looked.ToList();
        Assert.True(all.Count > 0, $"The rule found no {what} to look at.");
        return all;
    }
}
