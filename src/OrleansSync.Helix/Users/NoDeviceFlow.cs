namespace OrleansSync.Helix.Users;

/// <summary>Signs nobody in: no identity provider is set up.</summary>
internal sealed class NoDeviceFlow : IDeviceFlow
{
    /// <inheritdoc />
    public Task<DeviceCode> BeginAsync(CancellationToken cancellationToken) =>
        throw new SignInException("This server has no sign-in set up; ask its operator for a key, or set Helix:SignInForDevelopment on your own machine.");

    /// <inheritdoc />
    public Task<SignedIn?> FindAsync(DeviceCode code, CancellationToken cancellationToken) => Task.FromResult<SignedIn?>(null);
}
