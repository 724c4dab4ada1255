namespace OrleansSync.Helix.Client.Cloud;

/// <summary>News of a deploy.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Text">For people.</param>
/// <param name="Percent">0 to 100, or -1.</param>
/// <param name="Url">At the end: where the cluster answers; else empty.</param>
/// <param name="AuthKey">At the end of a first deploy: the cluster's key; else empty.</param>
/// <param name="Failure">At a bad end: why; else empty.</param>
public sealed record DeployProgress(long Number, string Text, int Percent, string Url, string AuthKey, string Failure)
{
    /// <summary>True when nothing comes after it.</summary>
    public bool IsEnd => Url.Length > 0 || Failure.Length > 0;
}
