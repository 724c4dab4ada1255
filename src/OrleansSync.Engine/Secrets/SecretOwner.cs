namespace OrleansSync.Engine.Secrets;

/// <summary>Whose secret it is, and which of its secrets.</summary>
/// <param name="Kind">The kind of resource, for instance <c>instance</c> or <c>connection</c>: 1 to 40 lower-case letters, digits, - and _.</param>
/// <param name="Id">The resource's id.</param>
/// <param name="Name">Which of its secrets, for instance <c>password</c>: 1 to 40 characters as above.</param>
public sealed record SecretOwner(string Kind, Guid Id, string Name)
{
    private const int WordLengthMax = 40;

    /// <summary>True when kind and name are words as they should be.</summary>
    public bool IsWellFormed => IsWord(Kind) && IsWord(Name);

    /// <summary>Kind, id and name.</summary>
    public override string ToString() => $"{Kind}/{Id:D}/{Name}";

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= WordLengthMax && text.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '-' or '_');
}
