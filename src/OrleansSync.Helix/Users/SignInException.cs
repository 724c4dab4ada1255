namespace OrleansSync.Helix.Users;

/// <summary>A sign-in failed; the message is for the person who tried.</summary>
public sealed class SignInException(string message, Exception? innerException = null) : Exception(message, innerException);
