namespace OrleansSync.Engine.Databases;

/// <summary>Where a database answers and who signs in. The password is apart, so that this may be shown.</summary>
/// <param name="Host">Host name or IP address.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Database">Its name in PostgreSQL.</param>
/// <param name="User">The role that signs in.</param>
/// <param name="Tls">How the connection is secured; not <see cref="TlsMode.Unspecified"/>.</param>
/// <param name="RootCertificate">The authorities that are trusted, PEM; empty for those of the machine.</param>
/// <param name="ConnectTimeout">Longest wait for a connection; whole seconds, 1 or more.</param>
public sealed record DatabaseEndpoint(string Host, int Port, string Database, string User, TlsMode Tls, string RootCertificate, TimeSpan ConnectTimeout);
