using OrleansSync.Helix.Client.Conversations;

namespace OrleansSync.Bench.Helix;

/// <summary>Says nothing and can be asked nothing.</summary>
internal sealed class Silent : IConversation
{
    public bool IsInteractive => false;

    public void Inform(string text)
    {
    }

    public void Warn(string text)
    {
    }

    public Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken) => throw new InvalidOperationException(question);

    public Task<int> ChooseAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken) => throw new InvalidOperationException(question);

    public Task<string> AskAsync(string question, string proposal, CancellationToken cancellationToken) => throw new InvalidOperationException(question);
}
