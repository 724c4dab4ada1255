namespace OrleansSync.PowerShell.Connections;

/// <summary>How the app proves that it is the app.</summary>
public enum OSyncCredentialKind
{
    /// <summary>Client secret.</summary>
    ClientSecret = 1,

    /// <summary>Certificate.</summary>
    Certificate = 2,

    /// <summary>Workload identity.</summary>
    WorkloadIdentity = 3,

    /// <summary>Managed identity.</summary>
    ManagedIdentity = 4,
}
