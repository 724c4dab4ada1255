using Tomlyn.Syntax;
using Tomlyn.Text;

namespace Tomlyn;

/// <summary>A text is not TOML; <see cref="Diagnostics"/> says where and why.</summary>
public sealed class TomlException(DiagnosticsBag diagnostics) : Exception(diagnostics.ToString())
{
    /// <summary>All that was found.</summary>
    public DiagnosticsBag Diagnostics { get; } = diagnostics;

    /// <summary>The place of the first finding.</summary>
    public TomlSourceSpan? Span { get; } = diagnostics.Count == 0 ? null : Convert(diagnostics[0].Span);

    /// <summary>The text's name.</summary>
    public string? SourceName => Span?.SourceName;

    /// <summary>The line of the first finding, from 1.</summary>
    public int? Line => Span?.Start.Line + 1;

    /// <summary>The column of the first finding, from 1.</summary>
    public int? Column => Span?.Start.Column + 1;

    private static TomlSourceSpan Convert(SourceSpan span) => new(span.FileName, Convert(span.Start), Convert(span.End));

    private static TomlTextPosition Convert(TextPosition position) => new(position.Offset, position.Line, position.Column);
}
