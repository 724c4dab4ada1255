namespace OrleansSync.PowerShell.Resources;

/// <summary>Which page of a list is wanted.</summary>
/// <param name="PageToken">Of the page before; empty for the first.</param>
/// <param name="Filter">As the API takes it; empty for all.</param>
/// <param name="ParentId">Only those of this one; empty for all.</param>
internal sealed record ListQuery(string PageToken, string Filter, string ParentId)
{
    /// <summary>The largest page that the server gives.</summary>
    public const int PageSize = 500;
}
