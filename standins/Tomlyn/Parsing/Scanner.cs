using System.Text;
using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>The text, and where in it the parser is.</summary>
internal sealed class Scanner
{
    public const char End = '\uffff';
    private readonly string text;
    private readonly string name;
    private TextPosition position;

    public Scanner(string text, string name)
    {
        (this.text, this.name) = (text, name);
        position.Offset = text.StartsWith('\ufeff') ? 1 : 0;
    }

    public TextPosition Position => position;

    public bool IsAtEnd => position.Offset >= text.Length;

    /// <summary>The next character, <see cref="End"/> at the end; U+FFFF itself is no character and ends nothing but the text.</summary>
    public char Next => At(0);

    public char At(int ahead) => position.Offset + ahead < text.Length ? text[position.Offset + ahead] : End;

    public bool Sees(string word) => text.AsSpan(position.Offset).StartsWith(word, StringComparison.Ordinal);

    public string Since(TextPosition start) => text[start.Offset..position.Offset];

    public void Advance(int count = 1)
    {
        for (; count > 0; count--)
        {
            var c = text[position.Offset++];
            (position.Line, position.Column) = c == '\n' ? (position.Line + 1, 0) : (position.Line, char.IsLowSurrogate(c) ? position.Column : position.Column + 1);
        }
    }

    /// <summary>Skips to behind the line's end.</summary>
    public void SkipLine()
    {
        while (!IsAtEnd && Next != '\n')
        {
            Advance();
        }

        Advance(IsAtEnd ? 0 : 1);
    }

    /// <summary>Skips characters while they are of a kind.</summary>
    public void SkipWhile(Func<char, bool> isOfKind)
    {
        while (!IsAtEnd && isOfKind(Next))
        {
            Advance();
        }
    }

    /// <summary>From a place to the last character that was read.</summary>
    public SourceSpan SpanSince(TextPosition start)
    {
        if (position.Offset <= start.Offset)
        {
            return new SourceSpan(name, start, start);
        }

        var last = position;
        last.Offset--;
        last.Column--;
        if (text[last.Offset] == '\n')
        {
            var lineStart = last.Offset == 0 ? 0 : text.LastIndexOf('\n', last.Offset - 1) + 1;
            last = new TextPosition(last.Offset, position.Line - 1, text[lineStart..last.Offset].EnumerateRunes().Count());
        }

        return new SourceSpan(name, start, last);
    }

    public SyntaxError Error(TextPosition start, string message) => new(SpanSince(start), message);

    /// <summary>An error at the next character.</summary>
    public SyntaxError ErrorHere(string expected)
    {
        var found = IsAtEnd ? "the end of the text"
            : Next is '\n' or '\r' ? "the end of the line"
            : Rune.TryGetRuneAt(text, position.Offset, out var rune) && !Rune.IsControl(rune) ? $"'{rune}'" : $"the character U+{(int)Next:X4}";
        return new SyntaxError(new SourceSpan(name, position, position), $"Expected {expected}, found {found}.");
    }
}
