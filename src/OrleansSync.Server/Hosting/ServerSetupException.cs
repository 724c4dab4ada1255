namespace OrleansSync.Server.Hosting;

/// <summary>A setting is wrong; the message names it, what is wrong with it and the way out.</summary>
internal sealed class ServerSetupException(string message, Exception? innerException = null) : Exception(message, innerException);
