namespace Standins.Tests.Hosting;

/// <summary>How long a test waits for what must happen.</summary>
internal static class Limits
{
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    public static DateTime UtcNow => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>The result of a task that must end in time.</summary>
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Wait);

    /// <summary>The end of a task that must end in time.</summary>
    public static Task InTime(this Task task) => task.WaitAsync(Wait);
}
