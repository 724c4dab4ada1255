using System.Buffers.Binary;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Simulation.World;

/// <summary>Ids that are the same for the same history: version 7 in form, with a counter for chance.</summary>
public sealed class SimulatedIdSource(TimeProvider clock) : IIdSource
{
    private long count;

    /// <inheritdoc/>
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, clock.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], ++count);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }
}
