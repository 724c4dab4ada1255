namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>What a key may do; each role includes the ones before it.</summary>
public enum OSyncRole
{
    /// <summary>Read.</summary>
    Viewer = 1,

    /// <summary>Change definitions, start and stop runs.</summary>
    Operator = 2,

    /// <summary>Manage keys, secrets and connections.</summary>
    Admin = 3,
}
