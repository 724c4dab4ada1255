using OrleansSync.PowerShell.Errors;

namespace OrleansSync.PowerShell.Tests.Running;

/// <summary>What a cmdlet did to its host.</summary>
internal sealed class CommandResult
{
    public List<object> Output { get; } = [];

    public List<OSyncError> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> Verbose { get; } = [];

    public List<string> Asked { get; } = [];

    public List<(string Activity, string Status, int Percent, bool IsDone)> Progress { get; } = [];

    /// <summary>The threads on which the host was called.</summary>
    public HashSet<int> Threads { get; } = [];

    /// <summary>The error that ended the pipeline.</summary>
    public OSyncError? Terminated { get; set; }

    /// <summary>The one object of a type that was emitted, without any error.</summary>
    public T Single<T>()
    {
        Assert.Null(Terminated);
        Assert.Empty(Errors);
        return Assert.IsType<T>(Assert.Single(Output));
    }

    /// <summary>All objects of a type, without any error.</summary>
    public IReadOnlyList<T> All<T>()
    {
        Assert.Null(Terminated);
        Assert.Empty(Errors);
        return [.. Output.Cast<T>()];
    }
}
