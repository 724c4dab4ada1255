namespace Tomlyn.Syntax;

/// <summary>A finding and its place.</summary>
public class DiagnosticMessage(DiagnosticMessageKind kind, SourceSpan span, string message)
{
    /// <summary>How bad it is.</summary>
    public DiagnosticMessageKind Kind { get; } = kind;

    /// <summary>Where it is.</summary>
    public SourceSpan Span { get; } = span;

    /// <summary>What is wrong.</summary>
    public string Message { get; } = message;

    /// <summary>One line: name, line and column, kind, message.</summary>
    public override string ToString() => $"{Span.ToStringSimple()} : {(Kind == DiagnosticMessageKind.Error ? "error" : "warning")} : {Message}";
}
