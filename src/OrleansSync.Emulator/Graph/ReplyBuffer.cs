using System.Buffers;

namespace OrleansSync.Emulator.Graph;

/// <summary>Bytes that grow, in memory that is used again: pages of items are large, and large arrays are dear to the collector.</summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>, IDisposable
{
    private const int SizeMin = 4096;
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(SizeMin);
    private int count;

    /// <summary>What was written; valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, count);

    public void Clear() => count = 0;

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> more)
    {
        Grow(more.Length);
        more.CopyTo(bytes.AsSpan(count));
        count += more.Length;
    }

    /// <summary>Makes room for so many more bytes, so that it need not grow step by step.</summary>
    public void Expect(int size) => Grow(size);

    public void Advance(int count) => this.count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsMemory(count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return bytes.AsSpan(count);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    private void Grow(int sizeHint)
    {
        var wanted = count + Math.Max(sizeHint, 1);
        if (wanted <= bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(wanted, bytes.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
