using System.Globalization;
using System.Text.RegularExpressions;
using OrleansSync.Helix.Client.Conversations;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Projects;

/// <summary>Whoever runs a cmdlet, as the library for Helix projects talks to them. What it tells is progress and -Verbose.</summary>
/// <param name="host">The pipeline.</param>
/// <param name="activity">What is done, for the bar of progress.</param>
/// <param name="mayAsk">False when the caller said yes to everything.</param>
internal sealed partial class PipelineConversation(ICommandHost host, string activity, bool mayAsk) : IConversation
{
    /// <inheritdoc/>
    public bool IsInteractive => mayAsk && host.IsInteractive;

    /// <inheritdoc/>
    public void Inform(string text)
    {
        host.Tell(text);
        var percent = Percent().Match(text) is { Success: true } match ? Math.Clamp(int.Parse(match.Groups["percent"].ValueSpan, CultureInfo.InvariantCulture), 0, 100) : -1;
        host.ShowProgress(activity, text, percent, isDone: false);
    }

    /// <inheritdoc/>
    public void Warn(string text) => host.Warn(text);

    /// <inheritdoc/>
    public Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken) => Task.FromResult(host.Choose(question, ["No", "Yes"]) == 1);

    /// <inheritdoc/>
    public Task<int> ChooseAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken) => Task.FromResult(host.Choose(question, choices));

    /// <inheritdoc/>
    public Task<string> AskAsync(string question, string proposal, CancellationToken cancellationToken) => Task.FromResult(host.Ask(question, proposal));

    /// <summary>Takes the bar of progress away.</summary>
    public void End() => host.ShowProgress(activity, "", percent: 100, isDone: true);

    [GeneratedRegex(@"(?<percent>\d{1,3}) %", RegexOptions.ExplicitCapture)]
    private static partial Regex Percent();
}
