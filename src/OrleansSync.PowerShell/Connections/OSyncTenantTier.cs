namespace OrleansSync.PowerShell.Connections;

/// <summary>How many licences a tenant has.</summary>
public enum OSyncTenantTier
{
    /// <summary>Up to 1000 licenses.</summary>
    UpTo1000Licenses = 1,

    /// <summary>Up to 5000 licenses.</summary>
    UpTo5000Licenses = 2,

    /// <summary>Up to 15000 licenses.</summary>
    UpTo15000Licenses = 3,

    /// <summary>Up to 50000 licenses.</summary>
    UpTo50000Licenses = 4,

    /// <summary>Over 50000 licenses.</summary>
    Over50000Licenses = 5,
}
