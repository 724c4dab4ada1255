namespace OrleansSync.SharePoint.Items;

/// <summary>A request within a batch.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Url">The address after the version, with a slash at its start.</param>
/// <param name="Body">JSON; empty for none.</param>
/// <param name="IfMatch">The version that the item must have; null for any.</param>
/// <param name="Prefer">The Prefer header; null for none.</param>
internal readonly record struct BatchMember(string Method, string Url, ReadOnlyMemory<byte> Body = default, string? IfMatch = null, string? Prefer = null);
