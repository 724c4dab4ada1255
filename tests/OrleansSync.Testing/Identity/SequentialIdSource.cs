using System.Buffers.Binary;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Testing.Identity;

/// <summary>
/// The same ids for the same seed, in the form of UUIDs version 7 and in rising order. Two sources with different seeds
/// never draw the same id.
/// </summary>
public sealed class SequentialIdSource(uint seed = 0) : IIdSource
{
    private long _count;

    /// <inheritdoc/>
    public Guid Next()
    {
        var count = (ulong)Interlocked.Increment(ref _count);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, count << 16 | 0x7000);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], 0x8000_0000_0000_0000 | seed);
        return new Guid(bytes, bigEndian: true);
    }
}
