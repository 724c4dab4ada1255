namespace OrleansSync.Emulator.Hosting;

/// <summary>The emulator cannot start as it was told to; the message says why and what to do.</summary>
public sealed class EmulatorSetupException : Exception
{
    /// <summary>With a message for a person.</summary>
    public EmulatorSetupException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for a person, and the cause.</summary>
    public EmulatorSetupException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
