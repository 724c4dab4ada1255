using System.Collections;

namespace Tomlyn.Syntax;

/// <summary>What was found in a text.</summary>
public class DiagnosticsBag : IEnumerable<DiagnosticMessage>
{
    private readonly List<DiagnosticMessage> messages = [];

    /// <summary>How many.</summary>
    public int Count => messages.Count;

    /// <summary>True when one of them is an error.</summary>
    public bool HasErrors => messages.Exists(message => message.Kind == DiagnosticMessageKind.Error);

    /// <summary>One of them, in the order of the text.</summary>
    public DiagnosticMessage this[int index] => messages[index];

    /// <summary>Adds an error.</summary>
    public void Error(SourceSpan span, string text) => messages.Add(new DiagnosticMessage(DiagnosticMessageKind.Error, span, text));

    /// <summary>All of them.</summary>
    public List<DiagnosticMessage>.Enumerator GetEnumerator() => messages.GetEnumerator();

    IEnumerator<DiagnosticMessage> IEnumerable<DiagnosticMessage>.GetEnumerator() => messages.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => messages.GetEnumerator();

    /// <summary>A line for each.</summary>
    public override string ToString() => string.Concat(messages.Select(message => message + Environment.NewLine));
}
