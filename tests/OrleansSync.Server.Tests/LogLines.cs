using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansSync.Server.Tests;

/// <summary>Keeps every log line with its scopes and exceptions, as a reader of the log would see it.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<string> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Writer(LogLines owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{logLevel} {category} {formatter(state, exception)} {exception}";
            owner.scopes.ForEachScope((scope, _) => line += scope is IEnumerable<KeyValuePair<string, object>> pairs ? $" {string.Join(' ', pairs)}" : $" {scope}", this);
            owner.Lines.Enqueue(line);
        }
    }
}
