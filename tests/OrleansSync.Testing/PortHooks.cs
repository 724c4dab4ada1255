namespace OrleansSync.Testing;

/// <summary>How a twin is told to fail: what runs before and after each operation of a port, with the operation's name.</summary>
public sealed class PortHooks
{
    /// <summary>Runs before each operation; what it throws is what the caller gets, and nothing is changed.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Runs after each operation; when it throws, the change is made but the caller cannot know.</summary>
    public Func<string, CancellationToken, Task>? After { get; set; }

    /// <summary>Does an operation between the hooks.</summary>
    public async Task<T> RunAsync<T>(string operation, Func<T> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Before is { } before)
        {
            await before(operation, cancellationToken);
        }

        var result = body();
        if (After is { } after)
        {
            await after(operation, cancellationToken);
        }

        return result;
    }
}
