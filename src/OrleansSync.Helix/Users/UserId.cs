namespace OrleansSync.Helix.Users;

/// <summary>The id of a person who signs in with the Helix CLI.</summary>
/// <param name="Value">A UUID.</param>
[GenerateSerializer, Immutable, Alias("Helix.UserId")]
public readonly record struct UserId([property: Id(0)] Guid Value)
{
    /// <summary>Lower case with hyphens, as callers see it.</summary>
    public override string ToString() => Value.ToString("D");
}
