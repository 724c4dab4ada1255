namespace OrleansSync.Helix.Deployments;

/// <summary>What a check of the source found.</summary>
/// <param name="Path">The file; empty when the source as a whole is meant.</param>
/// <param name="Line">From 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">From 1; 0 when the line as a whole is meant.</param>
/// <param name="Code">For instance <c>E301</c>; may be empty.</param>
/// <param name="Message">A sentence.</param>
/// <param name="IsError">False for a warning.</param>
public sealed record SourceFinding(string Path, int Line, int Column, string Code, string Message, bool IsError)
{
    /// <summary>Place, code and message on one line.</summary>
    public override string ToString() =>
        string.Concat(Path, Line > 0 ? $":{Line}" : "", Line > 0 && Column > 0 ? $":{Column}" : "", Path.Length > 0 ? ": " : "", Code.Length > 0 ? $"[{Code}] " : "", Message);
}
