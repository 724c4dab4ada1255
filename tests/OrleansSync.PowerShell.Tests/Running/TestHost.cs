using System.Management.Automation;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Tests.Running;

/// <summary>A pipeline that notes what happens, and answers as it is told.</summary>
internal sealed class TestHost(CommandResult result, IReadOnlyDictionary<string, object?> bound) : ICommandHost
{
    public bool IsInteractive { get; init; }

    public OSyncSession? Session { get; set; }

    /// <summary>What -Confirm is answered with.</summary>
    public bool Answer { get; init; } = true;

    public bool IsWhatIf { get; init; }

    /// <summary>Indices and texts that questions are answered with.</summary>
    public Queue<object> Answers { get; } = new();

    /// <summary>Is called with everything that is emitted.</summary>
    public Action<object> OnWrite { get; init; } = _ => { };

    /// <summary>Parameters that the present object of the pipeline brought.</summary>
    public Dictionary<string, object?> Piped { get; } = new(StringComparer.Ordinal);

    public bool IsBound(string parameter) => bound.ContainsKey(parameter) || Piped.ContainsKey(parameter);

    public bool IsOn(SwitchParameter value, string parameter) => (bound.GetValueOrDefault(parameter) ?? Piped.GetValueOrDefault(parameter)) is true;

    public string PathOf(string path) => Path.GetFullPath(path);

    public void Write(object value)
    {
        Note();
        result.Output.Add(value);
        OnWrite(value);
    }

    public void Warn(string text)
    {
        Note();
        result.Warnings.Add(text);
    }

    public void Tell(string text)
    {
        Note();
        result.Verbose.Add(text);
    }

    public void ShowProgress(string activity, string status, int percent, bool isDone)
    {
        Note();
        result.Progress.Add((activity, status, percent, isDone));
    }

    public void WriteError(OSyncError error, Exception? cause)
    {
        Note();
        result.Errors.Add(error);
    }

    public void Terminate(OSyncError error, Exception? cause)
    {
        Note();
        result.Terminated = error;
        throw new TerminatedException();
    }

    public bool ShouldProcess(string target, string action, out bool isWhatIf)
    {
        Note();
        result.Asked.Add($"{action}: {target}");
        isWhatIf = IsWhatIf;
        return !IsWhatIf && Answer;
    }

    public int Choose(string question, IReadOnlyList<string> choices) => (int)Answers.Dequeue();

    public string Ask(string question, string proposal) => (string)Answers.Dequeue();

    private void Note() => result.Threads.Add(Environment.CurrentManagedThreadId);
}
