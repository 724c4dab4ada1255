namespace OrleansSync.PowerShell.Resources;

/// <summary>What is to be deleted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Etag">As it was read; empty to delete it whatever it is.</param>
/// <param name="RequestId">Makes a repetition harmless.</param>
/// <param name="ValidateOnly">Checks everything and deletes nothing.</param>
internal sealed record Removal(string Id, string Etag, string RequestId, bool ValidateOnly);
