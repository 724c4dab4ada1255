using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>PowerShell's pipeline.</summary>
internal sealed class PipelineHost(OSyncCommand command) : ICommandHost
{
    private const string AnswersOfHelix = "-Yes, or the parameter that names what is meant: -Workspace, -Cluster, -Instance or -Prefer";
    private const string InteractiveVariable = "ORLEANSSYNC_NONINTERACTIVE";

    /// <inheritdoc/>
    public bool IsInteractive => Environment.UserInteractive && Environment.GetEnvironmentVariable(InteractiveVariable) is null && !IsStarted("-noninteractive") && !IsInputRedirected;

#pragma warning disable RS0030 // Nothing is read or written: it is only asked whether somebody could answer.
    private static bool IsInputRedirected => Console.IsInputRedirected;
#pragma warning restore RS0030

    /// <inheritdoc/>
    public OSyncSession? Session
    {
        get => SessionSlots.Current;
        set => SessionSlots.Current = value;
    }

    /// <inheritdoc/>
    public bool IsBound(string parameter) => command.MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <inheritdoc/>
    public bool IsOn(SwitchParameter value, string parameter) => value.IsPresent;

    /// <inheritdoc/>
    public string PathOf(string path) => command.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <inheritdoc/>
    public void Write(object value) => command.WriteObject(value);

    /// <inheritdoc/>
    public void Warn(string text) => command.WriteWarning(text);

    /// <inheritdoc/>
    public void Tell(string text) => command.WriteVerbose(text);

    /// <inheritdoc/>
    public void ShowProgress(string activity, string status, int percent, bool isDone) => command.WriteProgress(new ProgressRecord(activityId: 1, activity, status.Length > 0 ? status : " ")
    {
        PercentComplete = percent,
        RecordType = isDone ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });

    /// <inheritdoc/>
    public void WriteError(OSyncError error, Exception? cause) => command.WriteError(RecordOf(error, cause));

    /// <inheritdoc/>
    public void Terminate(OSyncError error, Exception? cause) => command.ThrowTerminatingError(RecordOf(error, cause));

    /// <inheritdoc/>
    public bool ShouldProcess(string target, string action, out bool isWhatIf)
    {
        var reason = ShouldProcessReason.None;
        var goesOn = Answered($"{action}: {target}?", "-Confirm:$false", () => command.ShouldProcess($"{action}: {target}.", $"{action}: {target}?", "Confirm", out reason));
        isWhatIf = reason.HasFlag(ShouldProcessReason.WhatIf);
        return goesOn;
    }

    /// <inheritdoc/>
    public int Choose(string question, IReadOnlyList<string> choices) => Answered(question, AnswersOfHelix, () => command.Host.UI.PromptForChoice(
        question, "", new Collection<ChoiceDescription>([.. choices.Select((choice, index) => new ChoiceDescription($"&{index + 1} {choice}"))]), 0));

    /// <inheritdoc/>
    public string Ask(string question, string proposal)
    {
        command.Host.UI.Write($"{question} [{proposal}]: ");
        var answer = Answered(question, AnswersOfHelix, command.Host.UI.ReadLine);
        return string.IsNullOrWhiteSpace(answer) ? proposal : answer;
    }

    // A host that cannot ask says so by an exception; whoever reads it wants to know what to give instead.
    private static T Answered<T>(string question, string parameter, Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception exception) when (exception is InvalidOperationException or HostException)
        {
            throw new OSyncException(ModuleErrors.NeedsAnswer(question, parameter), exception);
        }
    }

    private static bool IsStarted(string argument) => Array.Exists(
        Environment.GetCommandLineArgs(), given => given.Length >= 5 && argument.StartsWith(given, StringComparison.OrdinalIgnoreCase));

    private static ErrorRecord RecordOf(OSyncError error, Exception? cause) => new(new OSyncException(error, cause), error.Id, error.Category, error.Target)
    {
        ErrorDetails = new ErrorDetails(error.Message) { RecommendedAction = error.RecommendedAction },
    };
}
