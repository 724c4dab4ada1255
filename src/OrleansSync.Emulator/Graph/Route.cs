namespace OrleansSync.Emulator.Graph;

/// <summary>An operation and where it is found.</summary>
/// <param name="Pattern">Segments after the site; a star stands for an argument.</param>
/// <param name="Units">Resource units that it costs (10.2).</param>
internal sealed record Route(string Method, string[] Pattern, OperationKind Kind, int Units, Permission Permission, Action<GraphCall> Run)
{
    /// <summary>True when segments fit the pattern.</summary>
    public bool Fits(ReadOnlySpan<string> segments)
    {
        if (segments.Length != Pattern.Length)
        {
            return false;
        }

        // From the end: there the patterns differ.
        for (var at = Pattern.Length - 1; at >= 0; at--)
        {
            if (Pattern[at] is not "*" && !Pattern[at].Equals(segments[at], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The arguments in segments that fit.</summary>
    public string[] Arguments(ReadOnlySpan<string> segments)
    {
        var arguments = new string[Pattern.AsSpan().Count("*")];
        var count = 0;
        for (var at = 0; at < Pattern.Length; at++)
        {
            if (Pattern[at] is "*")
            {
                arguments[count++] = segments[at];
            }
        }

        return arguments;
    }
}
