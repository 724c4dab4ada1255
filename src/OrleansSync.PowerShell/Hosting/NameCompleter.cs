using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Grpc.Core;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Resources;
using OrleansSync.PowerShell.Sessions;

namespace OrleansSync.PowerShell.Hosting;

/// <summary>Completes names from the server. Whatever goes wrong, there is just nothing to choose from.</summary>
public abstract class NameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private protected abstract Resource Resource { get; }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Complete(fakeBoundParameters?["Session"] as OSyncSession ?? SessionSlots.Current, wordToComplete ?? "").Select(word => new CompletionResult(word, word.Trim('\''), CompletionResultType.ParameterValue, word.Trim('\'')));

    /// <summary>The words that begin as the one that was typed, quoted where they must be.</summary>
    internal IReadOnlyList<string> Complete(OSyncSession? session, string typed)
    {
        if (session is not { IsOpen: true })
        {
            return [];
        }

        IReadOnlyList<string> names = [];
        using var late = new CancellationTokenSource(Patience, session.Clock);
        try
        {
            PipelinePump.Run(async () => names = await Resource.ListNamesAsync(session, late.Token));
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException or OSyncException or ObjectDisposedException)
        {
            return [];
        }

        var begin = typed.Trim('\'', '"');
        return [.. names.Where(name => name.StartsWith(begin, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase).Select(Quote)];
    }

    private static string Quote(string name) => name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.') && name.Length > 0
        ? name
        : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";
}
