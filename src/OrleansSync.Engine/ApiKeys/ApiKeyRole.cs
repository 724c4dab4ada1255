namespace OrleansSync.Engine.ApiKeys;

/// <summary>What a key may do; each role includes the ones before it. The numbers are stored and never change.</summary>
public enum ApiKeyRole
{
    /// <summary>Not given; refused when a key is made.</summary>
    Unspecified = 0,

    /// <summary>Read.</summary>
    Viewer = 1,

    /// <summary>Change definitions, start and stop runs.</summary>
    Operator = 2,

    /// <summary>Manage keys, secrets and connections.</summary>
    Admin = 3,
}
