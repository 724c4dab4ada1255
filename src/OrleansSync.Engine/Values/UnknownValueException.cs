namespace OrleansSync.Engine.Values;

/// <summary>
/// Somebody tried to hash or write a value that was not sent. A broken promise of our own code, never a caller's mistake, so
/// it has no code of <see cref="Errors.SyncError"/> and reaches a caller as an internal error.
/// </summary>
public sealed class UnknownValueException : InvalidOperationException
{
    /// <summary>Names the column, never a value.</summary>
    public UnknownValueException(string column)
        : base($"The value of the column '{column}' was not sent; it can neither be hashed nor written.") => Column = column;

    /// <summary>The column whose value was not sent.</summary>
    public string Column { get; }
}
