using OrleansSync.Helix.Client.Conversations;

namespace OrleansSync.Helix.Client.Tests;

/// <summary>Answers from a list, and keeps what was said; in a pipeline there is nobody to ask.</summary>
internal sealed class ScriptedConversation(bool isInteractive, params object[] answers) : IConversation
{
    private readonly Queue<object> answers = new(answers);

    public bool IsInteractive => isInteractive;

    public List<string> Said { get; } = [];

    public List<string> Warned { get; } = [];

    public List<string> Asked { get; } = [];

    public void Inform(string text) => Said.Add(text);

    public void Warn(string text) => Warned.Add(text);

    public Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken) => Task.FromResult((bool)Next(question));

    public Task<int> ChooseAsync(string question, IReadOnlyList<string> choices, CancellationToken cancellationToken) => Task.FromResult((int)Next(question));

    public Task<string> AskAsync(string question, string proposal, CancellationToken cancellationToken) => Task.FromResult((string)Next(question));

    private object Next(string question)
    {
        Asked.Add(question);
        return answers.TryDequeue(out var answer) ? answer : throw new InvalidOperationException($"Nobody expected to be asked: {question}");
    }
}
