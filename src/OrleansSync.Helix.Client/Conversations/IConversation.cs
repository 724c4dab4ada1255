namespace OrleansSync.Helix.Client.Conversations;

/// <summary>Whoever runs a command: is told things, and asked when they can be asked. A port.</summary>
public interface IConversation
{
    /// <summary>False in a pipeline: then nothing may be asked.</summary>
    bool IsInteractive { get; }

    /// <summary>Tells how it goes.</summary>
    void Inform(string text);

    /// <summary>Tells what a person should look at.</summary>
    void Warn(string text);

    /// <summary>Asks yes or no.</summary>
    Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken);

    /// <summary>Asks for one of several; answers with its index.</summary>
    Task<int> ChooseAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken);

    /// <summary>Asks for a text.</summary>
    Task<string> AskAsync(string question, string proposal, CancellationToken cancellationToken);
}
