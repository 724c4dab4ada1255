namespace OrleansSync.Engine.Secrets;

/// <summary>A version of a secret as it is kept.</summary>
/// <param name="Version">What may be told of it.</param>
/// <param name="Encrypted">What <see cref="ISecretCipher"/> made of it.</param>
public sealed record StoredSecret(SecretVersion Version, byte[] Encrypted);
