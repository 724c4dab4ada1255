using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Standins.Orleans.Tests.Support;

/// <summary>What a grain of a test tells its test, and what it waits for; found by the grain's key, since both run in one process.</summary>
public sealed class Probe
{
    private static readonly ConcurrentDictionary<string, Probe> Probes = new();

    private readonly Channel<string> events = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public static Probe Of(string key) => Probes.GetOrAdd(key, _ => new Probe());

    /// <summary>Waits until the test opens the gate.</summary>
    public Task GateAsync() => gate.Task;

    public void Open() => gate.TrySetResult();

    public void Note(string text) => events.Writer.TryWrite(text);

    /// <summary>The next event; the message of a timeout says what was expected.</summary>
    public async Task<string> NextAsync(string expected)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            return await events.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Within {Limit} nothing came; expected: {expected}.");
        }
    }

    public async Task ExpectAsync(params string[] expected)
    {
        foreach (var one in expected)
        {
            Assert.Equal(one, await NextAsync(one));
        }
    }

    /// <summary>The events so far that nobody took.</summary>
    public string[] Rest()
    {
        var rest = new List<string>();
        while (events.Reader.TryRead(out var text))
        {
            rest.Add(text);
        }

        return [.. rest];
    }
}
