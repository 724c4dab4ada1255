namespace OrleansSync.Helix.Users;

/// <summary>Signs everybody in as one person: for development, on one machine.</summary>
internal sealed class DevelopmentDeviceFlow : IDeviceFlow
{
    /// <inheritdoc />
    public Task<DeviceCode> BeginAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new DeviceCode("development", "DEVELOPMENT", "http://localhost/nothing-to-do", TimeSpan.FromMilliseconds(50)));

    /// <inheritdoc />
    public Task<SignedIn?> FindAsync(DeviceCode code, CancellationToken cancellationToken) =>
        Task.FromResult<SignedIn?>(new SignedIn(1, "developer", "Developer", "developer@localhost"));
}
