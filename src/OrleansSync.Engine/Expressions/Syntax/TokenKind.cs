namespace OrleansSync.Engine.Expressions.Syntax;

internal enum TokenKind
{
    /// <summary>A bare name or a keyword: which one depends on where it stands.</summary>
    Word,

    QuotedName,

    Text,

    Number,

    /// <summary>Any operator, parenthesis or comma, as <see cref="Token.Text"/> says.</summary>
    Symbol,

    /// <summary>Reported by the lexer; stands where a value could have stood.</summary>
    Bad,

    End,
}
