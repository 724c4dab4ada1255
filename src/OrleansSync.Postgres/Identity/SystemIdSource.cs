using System.Buffers.Binary;
using System.Security.Cryptography;
using OrleansSync.Engine.Identity;

namespace OrleansSync.Postgres.Identity;

/// <summary>
/// Draws UUIDs version 7 that rise strictly within this process: a counter orders those of one millisecond, and when the
/// clock steps back the last time is kept. Guid.CreateVersion7 promises neither.
/// </summary>
public sealed class SystemIdSource(TimeProvider clock) : IIdSource
{
    private const int CounterMax = 0xFFF;

    // Half of the counter is left free, so that at least this many ids fit into each millisecond.
    private const int CounterStartMax = 0x7FF;

    private readonly Lock _gate = new();
    private long _millisecond = -1;
    private int _counter;

    /// <inheritdoc/>
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        var (millisecond, counter) = Advance(BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & CounterStartMax);

        // RFC 9562, 5.7 and 6.2 (method 1): 48 bits of time, version, 12 bits of counter, variant, 62 random bits.
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)millisecond << 16 | 0x7000UL | (uint)counter);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private (long Millisecond, int Counter) Advance(int counterStart)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            if (now > _millisecond)
            {
                (_millisecond, _counter) = (now, counterStart);
            }
            else if (_counter < CounterMax)
            {
                _counter++;
            }
            else
            {
                // The millisecond is full: the next one is begun early rather than waited for.
                (_millisecond, _counter) = (_millisecond + 1, counterStart);
            }

            return (_millisecond, _counter);
        }
    }
}
