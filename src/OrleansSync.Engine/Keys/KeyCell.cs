namespace OrleansSync.Engine.Keys;

/// <summary>What a row has in one key column: a value, a null, or nothing that was sent.</summary>
/// <param name="Part">The value; null when it is null or was not sent.</param>
/// <param name="IsUnknown">True when it was not sent.</param>
public readonly record struct KeyCell(KeyPart? Part, bool IsUnknown = false)
{
    /// <summary>A null.</summary>
    public static KeyCell Null => default;

    /// <summary>A value that was not sent.</summary>
    public static KeyCell Unknown => new(null, true);
}
