namespace OrleansSync.PowerShell.Sessions;

/// <summary>Where the ids of changing calls come from, so that a call whose answer was lost can be repeated harmlessly.</summary>
internal interface IRequestIds
{
    /// <summary>A UUID that nobody has had.</summary>
    string Next();
}
