namespace OrleansSync.Testing;

/// <summary>Stands between a caller and a twin: does an operation, perhaps late, twice or not at all.</summary>
public interface IPortGate
{
    /// <summary>Does the operation.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="body">Its whole effect, at once.</param>
    Task<T> CallAsync<T>(string operation, Func<T> body);
}
