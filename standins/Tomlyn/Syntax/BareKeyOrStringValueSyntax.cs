namespace Tomlyn.Syntax;

/// <summary>One part of a key, bare or quoted.</summary>
public abstract class BareKeyOrStringValueSyntax : ValueSyntax
{
    private protected BareKeyOrStringValueSyntax(SyntaxKind kind)
        : base(kind)
    {
    }

    /// <summary>A part for a name: bare when it can be.</summary>
    internal static BareKeyOrStringValueSyntax Of(string name) => BareKeySyntax.IsBareKey(name) ? new BareKeySyntax(name) : new StringValueSyntax(name);
}
