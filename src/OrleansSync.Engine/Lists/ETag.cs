using System.Globalization;

namespace OrleansSync.Engine.Lists;

/// <summary>
/// The version of an item as SharePoint gave it: a quoted GUID, comma, number. Kept as it came, since it is sent back in If-Match;
/// compared without regard to case, braces and the weak mark, in which the service's own answers differ.
/// </summary>
[GenerateSerializer, Immutable, Alias("ETag")]
public readonly record struct ETag
{
    /// <summary>An eTag as it was received; not empty.</summary>
    public ETag(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Text = text;
    }

    /// <summary>As it was received.</summary>
    [Id(0)]
    public string Text { get; private init; }

    /// <summary>The number after the comma, which each accepted write raises; null when there is none.</summary>
    public long? Version =>
        Comparable(Text) is var text && long.TryParse(text.AsSpan(text.LastIndexOf(',') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>True when this is surely a later version of the same item; false when it cannot be told.</summary>
    public bool IsLaterThan(ETag other) => Version is { } mine && other.Version is { } theirs && mine > theirs;

    /// <summary>True when both name the same version.</summary>
    public bool Equals(ETag other) => string.Equals(Comparable(Text), Comparable(other.Text), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Comparable(Text));

    /// <summary>As it was received.</summary>
    public override string ToString() => Text ?? "";

    private static string Comparable(string? text)
    {
        var bare = (text ?? "").StartsWith("W/", StringComparison.Ordinal) ? text![2..] : text ?? ""; // It starts with something, so it is there.
        return bare.Trim('"').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).ToUpperInvariant();
    }
}
