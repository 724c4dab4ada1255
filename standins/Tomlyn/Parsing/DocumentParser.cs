using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>
/// Reads a text entry by entry. A line that is wrong is reported and kept as trivia, so that the text comes back whole and further errors are found.
/// </summary>
internal sealed class DocumentParser
{
    private const int DepthMax = 64;
    private readonly Scanner scanner;
    private readonly TokenReader tokens;
    private readonly StringReader strings;
    private readonly ScalarReader scalars;
    private readonly DocumentSyntax document = new();
    private readonly List<SyntaxTrivia> leading = [];
    private SyntaxToken? last;
    private int depth = 1;

    public DocumentParser(string text, string name)
    {
        scanner = new Scanner(text, name);
        tokens = new TokenReader(scanner);
        strings = new StringReader(scanner, tokens);
        scalars = new ScalarReader(scanner, tokens);
    }

    public DocumentSyntax Run()
    {
        var start = scanner.Position;
        while (!scanner.IsAtEnd)
        {
            var kept = scanner.Position;
            var trivia = new List<SyntaxTrivia>();
            try
            {
                tokens.ReadTrivia(trivia, newLines: true);
                Keep(trivia);
                kept = scanner.Position;
                ReadEntry();
            }
            catch (SyntaxError error)
            {
                document.Diagnostics.Error(error.Span, error.Message);
                scanner.SkipLine();
                Keep([new SyntaxTrivia(TokenKind.Invalid, scanner.Since(kept)) { Span = scanner.SpanSince(kept) }]);
                depth = 1;
            }
        }

        document.TrailingTrivia = leading.Count > 0 ? leading : null;
        document.Span = scanner.SpanSince(start);
        return document;
    }

    /// <summary>What stands between entries belongs to the token before it, or to the first entry.</summary>
    private void Keep(List<SyntaxTrivia> trivia)
    {
        if (trivia.Count > 0)
        {
            (last is null ? leading : last.TrailingTrivia ??= []).AddRange(trivia);
        }
    }

    private void ReadEntry()
    {
        if (scanner.IsAtEnd)
        {
            return;
        }

        if (scanner.Next == '[')
        {
            var table = ReadTable();
            TakeLeading(table);
            document.Tables.Add(table);
            last = table.EndOfLineToken ?? table.CloseBracket;
            return;
        }

        var entry = ReadKeyValue(newLines: false);
        entry.EndOfLineToken = tokens.TakeLineEnd();
        entry.Span.End = entry.EndOfLineToken?.Span.End ?? entry.Span.End;
        TakeLeading(entry);
        if (document.Tables.ChildrenCount == 0)
        {
            document.KeyValues.Add(entry);
        }
        else
        {
            var table = document.Tables.GetChild(document.Tables.ChildrenCount - 1)!; // There is one.
            table.Items.Add(entry);
            table.Span.End = entry.Span.End;
        }

        last = entry.EndOfLineToken ?? LastToken(entry.Value!); // Reading ends with a value or with an error.
    }

    private void TakeLeading(SyntaxNode entry)
    {
        if (leading.Count > 0)
        {
            entry.LeadingTrivia = [.. leading];
            leading.Clear();
        }
    }

    private static SyntaxToken LastToken(SyntaxNode node) =>
        node as SyntaxToken ?? LastToken(Enumerable.Range(1, node.ChildrenCount).Select(i => node.GetChild(node.ChildrenCount - i)).First(child => child is not null)!); // Each value ends with a token.

    private TableSyntaxBase ReadTable()
    {
        var start = scanner.Position;
        var isArray = scanner.Sees("[[");
        TableSyntaxBase table = isArray ? new TableArraySyntax() : new TableSyntax();
        table.OpenBracket = tokens.Take(isArray ? TokenKind.OpenBracketDouble : TokenKind.OpenBracket, newLines: false);
        table.Name = ReadKey();
        table.CloseBracket = tokens.Take(isArray ? TokenKind.CloseBracketDouble : TokenKind.CloseBracket, newLines: false);
        table.Span = table.CloseBracket.Span with { Start = start };
        table.EndOfLineToken = tokens.TakeLineEnd();
        table.Span.End = table.EndOfLineToken?.Span.End ?? table.Span.End;
        return table;
    }

    private KeyValueSyntax ReadKeyValue(bool newLines)
    {
        var start = scanner.Position;
        var entry = new KeyValueSyntax
        {
            Key = ReadKey(),
            EqualToken = tokens.Take(TokenKind.Equal, newLines: false),
            Value = ReadValue(newLines),
        };
        entry.Span = entry.Value.Span with { Start = start };
        return entry;
    }

    private KeySyntax ReadKey()
    {
        var key = new KeySyntax { Key = ReadKeyPart() };
        key.Span = key.Key.Span;
        while (scanner.Next == '.')
        {
            var item = new DottedKeyItemSyntax { Dot = tokens.Take(TokenKind.Dot, newLines: false), Key = ReadKeyPart() };
            item.Span = item.Key.Span with { Start = item.Dot.Span.Start };
            key.Span.End = item.Span.End;
            key.DotKeys.Add(item);
        }

        return key;
    }

    private BareKeyOrStringValueSyntax ReadKeyPart()
    {
        var start = scanner.Position;
        if (scanner.Next is '"' or '\'')
        {
            return scanner.Sees("\"\"\"") || scanner.Sees("'''") ? throw scanner.Error(start, "A key has no quotes of three.") : strings.Read(newLines: false);
        }

        scanner.SkipWhile(BareKeySyntax.IsBare);
        if (scanner.Position == start)
        {
            throw scanner.ErrorHere("a key");
        }

        var span = scanner.SpanSince(start);
        return new BareKeySyntax { Key = tokens.Finish(TokenKind.BasicKey, start, newLines: false), Span = span };
    }

    private ValueSyntax ReadValue(bool newLines) => scanner.Next switch
    {
        '"' or '\'' => strings.Read(newLines),
        '[' => ReadArray(newLines),
        '{' => ReadInlineTable(newLines),
        _ => scalars.Read(newLines),
    };

    private ArraySyntax ReadArray(bool newLines)
    {
        Enter();
        var array = new ArraySyntax { OpenBracket = tokens.Take(TokenKind.OpenBracket, newLines: true) };
        while (scanner.Next != ']')
        {
            var item = new ArrayItemSyntax { Value = ReadValue(newLines: true) };
            item.Span = item.Value.Span;
            array.Items.Add(item);
            if (scanner.Next != ',')
            {
                break;
            }

            item.Comma = tokens.Take(TokenKind.Comma, newLines: true);
            item.Span.End = item.Comma.Span.End;
        }

        array.CloseBracket = scanner.Next == ']' ? tokens.Take(TokenKind.CloseBracket, newLines) : throw scanner.ErrorHere("',' or ']' in an array");
        array.Span = array.CloseBracket.Span with { Start = array.OpenBracket.Span.Start };
        depth--;
        return array;
    }

    private InlineTableSyntax ReadInlineTable(bool newLines)
    {
        Enter();
        var table = new InlineTableSyntax { OpenBrace = tokens.Take(TokenKind.OpenBrace, newLines: true) };
        while (scanner.Next != '}')
        {
            var item = new InlineTableItemSyntax { KeyValue = ReadKeyValue(newLines: true) };
            item.Span = item.KeyValue.Span;
            table.Items.Add(item);
            if (scanner.Next != ',')
            {
                break;
            }

            item.Comma = tokens.Take(TokenKind.Comma, newLines: true);
            item.Span.End = item.Comma.Span.End;
        }

        table.CloseBrace = scanner.Next == '}' ? tokens.Take(TokenKind.CloseBrace, newLines) : throw scanner.ErrorHere("',' or '}' in an inline table");
        table.Span = table.CloseBrace.Span with { Start = table.OpenBrace.Span.Start };
        depth--;
        return table;
    }

    private void Enter()
    {
        if (++depth > DepthMax)
        {
            var error = scanner.ErrorHere("less nesting");
            var diagnostics = new DiagnosticsBag();
            diagnostics.Error(error.Span, $"Arrays and inline tables are nested more than {DepthMax - 1} deep.");
            throw new TomlException(diagnostics);
        }
    }
}
