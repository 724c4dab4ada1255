using Tomlyn.Syntax;

namespace Tomlyn.Parsing;

/// <summary>Ends the reading of one entry; the parser goes on with the next line.</summary>
internal sealed class SyntaxError(SourceSpan span, string message) : Exception(message)
{
    public SourceSpan Span { get; } = span;
}
