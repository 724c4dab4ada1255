namespace OrleansSync.Helix.Users;

/// <summary>Signs a person in who has a browser, for a program that has none. A port. Both methods throw <see cref="SignInException"/>.</summary>
public interface IDeviceFlow
{
    /// <summary>Begins a sign-in.</summary>
    Task<DeviceCode> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Who signed in, or null while nobody has.</summary>
    Task<SignedIn?> FindAsync(DeviceCode code, CancellationToken cancellationToken);
}
