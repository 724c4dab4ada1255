namespace Tomlyn.Syntax;

/// <summary>A key: its first part, and those behind dots.</summary>
public sealed class KeySyntax : ValueSyntax
{
    private BareKeyOrStringValueSyntax? key;

    /// <summary>Makes one without anything.</summary>
    public KeySyntax()
        : base(SyntaxKind.Key) => DotKeys = new SyntaxList<DottedKeyItemSyntax> { Parent = this };

    /// <summary>Makes a key of one part.</summary>
    public KeySyntax(string key)
        : this()
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = BareKeyOrStringValueSyntax.Of(key);
    }

    /// <summary>Makes a key of two parts.</summary>
    public KeySyntax(string key, string dotKey1)
        : this(key) => DotKeys.Add(new DottedKeyItemSyntax(dotKey1));

    /// <summary>The first part.</summary>
    public BareKeyOrStringValueSyntax? Key { get => key; set => Adopt(ref key, value); }

    /// <summary>The parts behind it.</summary>
    public SyntaxList<DottedKeyItemSyntax> DotKeys { get; }

    /// <inheritdoc />
    public override int ChildrenCount => 2;

    private protected override SyntaxNode? ChildAt(int index) => index == 0 ? Key : DotKeys;
}
