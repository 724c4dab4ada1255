namespace Orleans.Serialization;

/// <summary>A value could not be carried over a grain boundary.</summary>
[GenerateSerializer]
public class SerializerException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public SerializerException()
    {
    }

    /// <summary>Makes one.</summary>
    public SerializerException(string message) : base(message)
    {
    }

    /// <summary>Makes one with its cause.</summary>
    public SerializerException(string message, Exception innerException) : base(message, innerException)
    {
    }
}

/// <summary>A value's type has no serializer.</summary>
[GenerateSerializer]
public sealed class CodecNotFoundException : SerializerException
{
    /// <summary>Makes one.</summary>
    public CodecNotFoundException(string message) : base(message)
    {
    }
}
