namespace Tomlyn.Syntax;

/// <summary>Short ways to add to a tree.</summary>
public static class SyntaxNodeExtensions
{
    /// <summary>Appends a line <c>name = value</c>.</summary>
    public static void Add(this SyntaxList<KeyValueSyntax> list, string name, long value) => Add(list, name, new IntegerValueSyntax(value));

    /// <summary>Appends a line <c>name = value</c>.</summary>
    public static void Add(this SyntaxList<KeyValueSyntax> list, string name, bool value) => Add(list, name, new BooleanValueSyntax(value));

    /// <summary>Appends a line <c>name = value</c>.</summary>
    public static void Add(this SyntaxList<KeyValueSyntax> list, string name, double value) => Add(list, name, new FloatValueSyntax(value));

    /// <summary>Appends a line <c>name = value</c>.</summary>
    public static void Add(this SyntaxList<KeyValueSyntax> list, string name, string value) => Add(list, name, new StringValueSyntax(value));

    /// <summary>Appends a line <c>name = values</c>.</summary>
    public static void Add(this SyntaxList<KeyValueSyntax> list, string name, string[] values) => Add(list, name, new ArraySyntax(values));

    /// <summary>Adds a comment behind a value.</summary>
    public static KeyValueSyntax AddTrailingComment(this KeyValueSyntax keyValue, string comment)
    {
        ArgumentNullException.ThrowIfNull(keyValue);
        var value = keyValue.Value ?? throw new InvalidOperationException("The key has no value to put a comment behind.");
        value.AddTrailingTrivia(SyntaxFactory.Whitespace()).AddTrailingTrivia(SyntaxFactory.Comment(comment));
        return keyValue;
    }

    /// <summary>Adds a piece before a node, behind what is there.</summary>
    public static T AddLeadingTrivia<T>(this T node, SyntaxTrivia trivia)
        where T : SyntaxNode
    {
        ArgumentNullException.ThrowIfNull(node);
        (node.LeadingTrivia ??= []).Add(trivia);
        return node;
    }

    /// <summary>Adds a piece behind a node.</summary>
    public static T AddTrailingTrivia<T>(this T node, SyntaxTrivia trivia)
        where T : SyntaxNode
    {
        ArgumentNullException.ThrowIfNull(node);
        (node.TrailingTrivia ??= []).Add(trivia);
        return node;
    }

    private static void Add(SyntaxList<KeyValueSyntax> list, string name, ValueSyntax value)
    {
        ArgumentNullException.ThrowIfNull(list);
        list.Add(new KeyValueSyntax(name, value));
    }
}
