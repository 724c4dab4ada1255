using System.Management.Automation;

namespace OrleansSync.PowerShell.Errors;

/// <summary>Why something was not done, in the words of PowerShell; every error record of the module is made of one.</summary>
/// <param name="Id">Stable, in Pascal case: the server's reason (<c>NameTaken</c>, <c>EtagMismatch</c>), or one of the module's own.</param>
/// <param name="Category">PowerShell's category.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
public sealed record OSyncError(string Id, ErrorCategory Category, string Message)
{
    /// <summary>What it is about: an id, a name or an address; null when it is about nothing in particular.</summary>
    public string? Target { get; init; }

    /// <summary>Each field that the server refused, by its path.</summary>
    public IReadOnlyList<OSyncFieldViolation> Violations { get; init; } = [];

    /// <summary>What to do about it; empty when the message says it all.</summary>
    public string RecommendedAction { get; init; } = "";

    /// <summary>How long to wait before the call is worth repeating; null when nobody knows.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>The call's id, by which the server's log names it; empty when the server was not reached.</summary>
    public string RequestId { get; init; } = "";

    /// <summary>True when going on with the next object makes no sense: no session, no server, a key that is not valid.</summary>
    public bool IsFatal { get; init; }
}
