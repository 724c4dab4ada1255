namespace OrleansSync.Emulator.Graph;

/// <summary>An operation and where it is found.</summary>
/// <param name="Pattern">Segments after the site; a star stands for an argument.</param>
/// <param name="Units">Resource units that it costs (10.2).</param>
internal sealed record Route(string Method, string[] Pattern, OperationKind Kind, int Units, Permission Permission, Action<GraphCall> Run)
{
    /// <summary>The arguments when segments fit the pattern; else null.</summary>
    public string[]? Match(ReadOnlySpan<string> segments)
    {
        if (segments.Length != Pattern.Length)
        {
            return null;
        }

        List<string>? arguments = null;
        for (var at = 0; at < Pattern.Length; at++)
        {
            if (Pattern[at] == "*")
            {
                (arguments ??= []).Add(segments[at]);
            }
            else if (!Pattern[at].Equals(segments[at], StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return arguments?.ToArray() ?? [];
    }
}
