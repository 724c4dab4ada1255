using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>Reads tokens with the trivia behind them.</summary>
internal sealed class TokenReader(Scanner scanner)
{
    /// <summary>Makes a token of what was read since a place, and takes the trivia behind it.</summary>
    public SyntaxToken Finish(TokenKind kind, TextPosition start, bool newLines)
    {
        var token = new SyntaxToken(kind, scanner.Since(start)) { Span = scanner.SpanSince(start) };
        var trivia = new List<SyntaxTrivia>();
        ReadTrivia(trivia, newLines);
        token.TrailingTrivia = trivia.Count == 0 ? null : trivia;
        return token;
    }

    /// <summary>Takes a token with only one spelling.</summary>
    public SyntaxToken Take(TokenKind kind, bool newLines)
    {
        var text = kind.FixedText()!; // Asked for such kinds only.
        var start = scanner.Position;
        if (!scanner.Sees(text))
        {
            throw scanner.ErrorHere($"'{text}'");
        }

        scanner.Advance(text.Length);
        return Finish(kind, start, newLines);
    }

    /// <summary>The line end that closes an entry, null at the end of the text; what comes behind it is not touched.</summary>
    public SyntaxToken? TakeLineEnd()
    {
        if (scanner.IsAtEnd)
        {
            return null;
        }

        var start = scanner.Position;
        SkipLineEnd();
        return new SyntaxToken(TokenKind.NewLine, scanner.Since(start)) { Span = scanner.SpanSince(start) };
    }

    /// <summary>Takes blanks, comments and, if asked, line ends; each is in the list before the next is read.</summary>
    public void ReadTrivia(List<SyntaxTrivia> trivia, bool newLines)
    {
        while (true)
        {
            var start = scanner.Position;
            TokenKind kind;
            switch (scanner.Next)
            {
                case ' ' or '\t':
                    scanner.SkipWhile(c => c is ' ' or '\t');
                    kind = TokenKind.Whitespaces;
                    break;
                case '#':
                    SkipComment();
                    kind = TokenKind.Comment;
                    break;
                case '\n' or '\r' when newLines:
                    SkipLineEnd();
                    kind = TokenKind.NewLine;
                    break;
                default:
                    return;
            }

            trivia.Add(new SyntaxTrivia(kind, scanner.Since(start)) { Span = scanner.SpanSince(start) });
        }
    }

    private void SkipLineEnd()
    {
        if (scanner.Next == '\n' || (scanner.Next == '\r' && scanner.At(1) == '\n'))
        {
            scanner.Advance(scanner.Next == '\n' ? 1 : 2);
            return;
        }

        throw scanner.Next == '\r' ? scanner.Error(scanner.Position, "A carriage return stands before a line feed only.") : scanner.ErrorHere("the end of the line");
    }

    private void SkipComment()
    {
        while (!scanner.IsAtEnd && !(scanner.Next == '\n' || (scanner.Next == '\r' && scanner.At(1) == '\n')))
        {
            CheckCharacter(scanner, "a comment");
            scanner.Advance(char.IsHighSurrogate(scanner.Next) ? 2 : 1);
        }
    }

    /// <summary>Refuses control characters, the tab excepted, and half surrogate pairs.</summary>
    public static void CheckCharacter(Scanner scanner, string where)
    {
        var c = scanner.Next;
        if ((c < ' ' && c != '\t') || c == '\x7f')
        {
            throw scanner.Error(scanner.Position, $"The control character U+{(int)c:X4} cannot stand in {where}.");
        }

        if (char.IsLowSurrogate(c) || (char.IsHighSurrogate(c) && !char.IsLowSurrogate(scanner.At(1))))
        {
            throw scanner.Error(scanner.Position, $"U+{(int)c:X4} alone is no character.");
        }
    }
}
