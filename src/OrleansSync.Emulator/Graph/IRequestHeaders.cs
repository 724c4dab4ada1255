namespace OrleansSync.Emulator.Graph;

/// <summary>The headers of a request.</summary>
internal interface IRequestHeaders
{
    /// <summary>The value of a header, found without regard to case; null when it is not there.</summary>
    string? Find(string name);
}
