namespace Tomlyn.Syntax;

/// <summary>How bad a finding is.</summary>
public enum DiagnosticMessageKind
{
    Error,
    Warning,
}
