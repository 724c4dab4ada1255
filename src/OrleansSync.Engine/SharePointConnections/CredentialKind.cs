namespace OrleansSync.Engine.SharePointConnections;

/// <summary>How an app proves that it is itself. The numbers are stored and never change.</summary>
public enum CredentialKind
{
    /// <summary>Not given.</summary>
    Unspecified = 0,

    /// <summary>A client secret.</summary>
    ClientSecret = 1,

    /// <summary>A certificate with its private key.</summary>
    Certificate = 2,

    /// <summary>A token of another identity provider, which the platform puts into a file.</summary>
    WorkloadIdentity = 3,

    /// <summary>The identity of the machine.</summary>
    ManagedIdentity = 4,
}
