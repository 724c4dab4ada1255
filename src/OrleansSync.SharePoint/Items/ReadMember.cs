namespace OrleansSync.SharePoint.Items;

/// <summary>Takes the answer to one read of a batch.</summary>
/// <param name="index">Which read.</param>
/// <param name="status">200 or 404.</param>
/// <param name="body">The body; gone when this returns.</param>
internal delegate void ReadMember(int index, int status, ReadOnlySpan<byte> body);
