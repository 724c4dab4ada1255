namespace Orleans.Runtime;

/// <summary>The base of the runtime's exceptions.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <summary>Makes one without a message of its own.</summary>
    public OrleansException() : base("Unexpected error.")
    {
    }

    /// <summary>Makes one.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public OrleansException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A silo cannot start as it is configured.</summary>
[GenerateSerializer]
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>Makes one.</summary>
    public OrleansConfigurationException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A call was refused before it reached its grain.</summary>
[GenerateSerializer]
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message)
    {
    }

    internal OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A call was refused because the silo is not running.</summary>
[GenerateSerializer]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>Makes one without a message of its own.</summary>
    public SiloUnavailableException() : base("The silo is not running.")
    {
    }

    /// <summary>Makes one.</summary>
    public SiloUnavailableException(string msg) : base(msg)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A limit was exceeded.</summary>
[GenerateSerializer]
public sealed class LimitExceededException : OrleansException
{
    /// <summary>Makes one without a message of its own.</summary>
    public LimitExceededException() : base("Limit exceeded.")
    {
    }

    /// <summary>Makes one.</summary>
    public LimitExceededException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public LimitExceededException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
