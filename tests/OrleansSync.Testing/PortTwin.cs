namespace OrleansSync.Testing;

/// <summary>What every in-memory twin of a port has: how it is told to fail, and the way of each of its operations past that.</summary>
public abstract class PortTwin
{
    /// <summary>Runs before each operation, with its name; what it throws is what the caller gets, and nothing is changed.</summary>
    public Func<string, CancellationToken, Task>? Before { get; set; }

    /// <summary>Runs after each operation; when it throws, the change is made but the caller cannot know.</summary>
    public Func<string, CancellationToken, Task>? After { get; set; }

    /// <summary>Does each operation, or what becomes of it, in place of the two others.</summary>
    public IPortGate? Gate { get; set; }

    private protected async Task<T> RunAsync<T>(string operation, Func<T> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Gate is { } gate)
        {
            return await gate.CallAsync(operation, body);
        }

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
