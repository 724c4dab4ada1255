namespace OrleansSync.Postgres.Metastore;

/// <summary>What the work of a transaction came to.</summary>
/// <param name="IsCommit">Whether its changes stay.</param>
/// <param name="Result">What the caller gets either way.</param>
internal readonly record struct Verdict<T>(bool IsCommit, T Result);

/// <summary>Makes verdicts.</summary>
internal static class Verdict
{
    /// <summary>The changes stay.</summary>
    public static Verdict<T> Commit<T>(T result) => new(IsCommit: true, result);

    /// <summary>The changes are undone; that is no failure.</summary>
    public static Verdict<T> RollBack<T>(T result) => new(IsCommit: false, result);
}
