namespace OrleansSync.Emulator.Graph;

/// <summary>The headers of a request over HTTP.</summary>
internal sealed class HttpRequestHeaders(IHeaderDictionary headers) : IRequestHeaders
{
    /// <inheritdoc/>
    public string? Find(string name) => headers.TryGetValue(name, out var value) ? value.ToString() : null;
}
