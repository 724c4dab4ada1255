namespace OrleansSync.Emulator.Graph;

/// <summary>What an app needs for an operation (1.11).</summary>
internal enum Permission
{
    Read,
    Write,
    Manage,
}
