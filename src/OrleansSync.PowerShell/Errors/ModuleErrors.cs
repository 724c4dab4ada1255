using System.Management.Automation;

namespace OrleansSync.PowerShell.Errors;

/// <summary>The errors that the module finds by itself; the ids of all others are the server's reasons.</summary>
internal static class ModuleErrors
{
    /// <summary>No session was opened.</summary>
    public static OSyncError NotConnected() => new("NotConnected", ErrorCategory.ConnectionError, "There is no session with a server.")
    {
        RecommendedAction = "Call Connect-OSync first, or give -Session.",
        IsFatal = true,
    };

    /// <summary>No key was given or found.</summary>
    public static OSyncError NoKey(string looked) => new("NoKey", ErrorCategory.AuthenticationError, $"No key was given, and none was found: {looked}.")
    {
        RecommendedAction = "Give -Key or -KeyFile.",
        IsFatal = true,
    };

    /// <summary>Something that was given is wrong.</summary>
    public static OSyncError BadArgument(string message, string? target) => new("BadArgument", ErrorCategory.InvalidArgument, message) { Target = target };

    /// <summary>Nothing has this name.</summary>
    public static OSyncError NotFound(string kind, string name) =>
        new("NotFound", ErrorCategory.ObjectNotFound, $"There is no {kind} '{name}'.") { Target = name, RecommendedAction = "Look at what there is with the Get- cmdlet; ids are taken, too." };

    /// <summary>More than one has this name.</summary>
    public static OSyncError Ambiguous(string kind, string name, IEnumerable<string> ids) =>
        new("Ambiguous", ErrorCategory.InvalidArgument, $"More than one {kind} is called '{name}': {string.Join(", ", ids)}.") { Target = name, RecommendedAction = "Give the id." };

    /// <summary>The time that the caller gave is over.</summary>
    public static OSyncError TimedOut(TimeSpan limit) => new("TimedOut", ErrorCategory.OperationTimeout, $"It did not end within {limit.TotalSeconds:0} s, as -TimeoutSec asked.")
    {
        RecommendedAction = "Give a longer -TimeoutSec. What the server had begun goes on; look at it with the Get- cmdlet.",
    };

    /// <summary>An answer is needed and nobody can be asked.</summary>
    public static OSyncError NeedsAnswer(string question, string parameter) =>
        new("NeedsAnswer", ErrorCategory.InvalidOperation, $"This needs an answer, and nobody can be asked: {question}") { RecommendedAction = $"Give {parameter}." };

    /// <summary>A run ended otherwise than well.</summary>
    public static OSyncError RunFailed(string id, string state, string problem) =>
        new($"Run{state}", ErrorCategory.OperationStopped, problem.Length > 0 ? $"The run {id} is {state}: {problem}" : $"The run {id} is {state}.") { Target = id };

    /// <summary>A run set rows aside, and the caller wants to be told so by an error.</summary>
    public static OSyncError RowsParked(string id, long count) => new("RowsParked", ErrorCategory.InvalidResult, $"The run {id} set {count} rows aside.")
    {
        Target = id,
        RecommendedAction = "Look at them with Get-OSyncParkedRow.",
    };

    /// <summary>A run waits for somebody to let its deletes through.</summary>
    public static OSyncError RunWaits(string id, string problem) => new("RunWaitsForConfirmation", ErrorCategory.OperationStopped, $"The run {id} waits for an answer: {problem}")
    {
        Target = id,
        RecommendedAction = "Answer with Confirm-OSyncRun, or with Confirm-OSyncRun -Deny.",
    };
}
