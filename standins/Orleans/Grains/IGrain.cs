namespace Orleans.Runtime
{
    /// <summary>Something that calls can be sent to.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>A grain's interface.</summary>
    public interface IGrain : Runtime.IAddressable;

    /// <summary>A grain whose key is a GUID.</summary>
    public interface IGrainWithGuidKey : IGrain;

    /// <summary>A grain whose key is a number.</summary>
    public interface IGrainWithIntegerKey : IGrain;

    /// <summary>A grain whose key is a text.</summary>
    public interface IGrainWithStringKey : IGrain;
}
