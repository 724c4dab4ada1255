using System.Buffers.Binary;

namespace OrleansSync.Emulator.Hosting;

/// <summary>Ids and dice that are the same for the same seed and the same order of calls.</summary>
internal sealed class SeededIds(ulong seed)
{
    private ulong count;

    /// <summary>How many were drawn; set when a state is loaded.</summary>
    public ulong Count
    {
        get => Interlocked.Read(ref count);
        set => Interlocked.Exchange(ref count, value);
    }

    /// <summary>A new id in the form of a UUID version 4.</summary>
    public Guid Next()
    {
        var number = Interlocked.Increment(ref count);
        return Make(seed, number);
    }

    /// <summary>The id that belongs to a number, always the same; so the unique ids of items need no memory.</summary>
    public static Guid Make(ulong seed, ulong number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Mix(seed ^ Mix(number)));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Mix(seed + 0x632BE59BD9B4E019 + number));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A well spread number for a number (SplitMix64's finisher).</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }
}
