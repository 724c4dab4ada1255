using System.Collections.Concurrent;

namespace Standins.Tests.Interceptors;

/// <summary>What happened, in order.</summary>
internal sealed class Trace
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public void Add(string line) => lines.Enqueue(line);
}
