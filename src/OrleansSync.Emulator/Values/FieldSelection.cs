using System.Collections.Frozen;

namespace OrleansSync.Emulator.Values;

/// <summary>Which fields a caller asked for.</summary>
internal sealed class FieldSelection(FrozenSet<string>? names)
{
    /// <summary>Every field that is not hidden.</summary>
    public static FieldSelection All { get; } = new(null);

    /// <summary>True when no names were given.</summary>
    public bool IsAll => names is null;

    /// <summary>The names, none when all were asked for.</summary>
    public IEnumerable<string> Names => names ?? FrozenSet<string>.Empty;

    /// <summary>True when the name was asked for, by name or as one of all.</summary>
    public bool Has(string name) => names is null || names.Contains(name);
}
