using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Npgsql;

namespace OrleansSync.Postgres.Sql;

/// <summary>
/// Reads what <c>copy ... to stdout (format binary)</c> sends (PostgreSQL's documentation of COPY): a signature of 11 bytes, flags and an extension,
/// then of each row the count of its cells (2 bytes) and the cells; -1 as the count is the end.
/// </summary>
internal static class BinaryCopy
{
    private const int BufferSize = 64 * 1024;

    // Rows are handled many at once: the stream gives them one by one.
    private const int RowSize = 8 * 1024;
    // Of 64 KB each, for each reader; so many that neither side waits for a short pause of the other.
    private const int PortionsAhead = 4;
    private const int HeaderSize = 19;
    private const int ExtensionAt = 15;

    /// <summary>Reads a row out of its cells, each a length (-1 for a null) and bytes.</summary>
    public delegate T ReadRow<out T>(ReadOnlySpan<byte> cells);

    /// <summary>
    /// Runs the statement and tells its rows one after the other, in no order when there are several readers. All of it leaves the caller's scheduler, so that rows
    /// are read while the next ones arrive.
    /// </summary>
    /// <param name="connection">On which connection.</param>
    /// <param name="copy">The statement.</param>
    /// <param name="readers">How many rows are read at once.</param>
    /// <param name="read">Reads a row; by several threads at once when there are several readers.</param>
    /// <param name="seen">Is told each row, never two at once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task ReadAsync<T>(NpgsqlConnection connection, string copy, int readers, ReadRow<T> read, Action<T> seen, CancellationToken cancellationToken)
    {
        var portions = Channel.CreateBounded<ArraySegment<byte>>(new BoundedChannelOptions(readers * PortionsAhead) { SingleWriter = true });
        var telling = new Lock();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = Task.Run(() => ReceiveAsync(connection, copy, portions.Writer, stop.Token), CancellationToken.None);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => Task.Run(() => ReadAsync(portions.Reader, read, seen, telling, stop), CancellationToken.None)));
        }
        finally
        {
            await receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await receiving;
    }

    private static async Task ReadAsync<T>(ChannelReader<ArraySegment<byte>> portions, ReadRow<T> read, Action<T> seen, Lock telling, CancellationTokenSource stop)
    {
        var (rows, isRead) = (new List<T>(), false);
        try
        {
            await foreach (var portion in portions.ReadAllAsync(stop.Token))
            {
                Read(portion, read, rows);
                ArrayPool<byte>.Shared.Return(portion.Array!); // Rented.
                lock (telling)
                {
                    rows.ForEach(seen);
                }

                rows.Clear();
            }

            isRead = true;
        }
        finally
        {
            await (isRead ? Task.CompletedTask : stop.CancelAsync());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // A look at a table ends before the runtime would have made it fast.
    private static void Read<T>(ReadOnlySpan<byte> portion, ReadRow<T> read, List<T> rows)
    {
        while (!portion.IsEmpty)
        {
            var length = LengthOf(portion);
            rows.Add(read(portion[sizeof(short)..length]));
            portion = portion[length..];
        }
    }

    private static async Task ReceiveAsync(NpgsqlConnection connection, string copy, ChannelWriter<ArraySegment<byte>> portions, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellationToken);
            var (filled, isStarted) = (0, false);

            // To register with the token at each row would cost more than the row: it is asked once for many.
            for (int count; (count = await stream.ReadAsync(buffer.AsMemory(filled), CancellationToken.None)) > 0;)
            {
                filled += count;
                if (filled >= buffer.Length - RowSize)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    (buffer, filled) = await PassAsync();
                }
            }

            (buffer, filled) = await PassAsync();
            if (filled > 0 || !isStarted)
            {
                throw new NpgsqlException("PostgreSQL ended a COPY in the midst of a row.", new EndOfStreamException());
            }

            // Passes the whole rows on; the rest begins a new buffer, or a larger one when no row is whole.
            async ValueTask<(byte[] Buffer, int Filled)> PassAsync()
            {
                var (start, end) = WholeRows(buffer.AsSpan(0, filled), ref isStarted);
                var rest = RestOf(buffer.AsSpan(end, filled - end), isStarted);
                var next = ArrayPool<byte>.Shared.Rent(rest + RowSize >= BufferSize ? rest * 2 : BufferSize);
                buffer.AsSpan(end, rest).CopyTo(next);
                if (end > start)
                {
                    await portions.WriteAsync(new ArraySegment<byte>(buffer, start, end - start), cancellationToken);
                }
                else
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                return (next, rest);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            portions.Complete();
        }
    }

    /// <summary>Where the rows begin, after the header, and where the last whole one ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Start, int End) WholeRows(ReadOnlySpan<byte> bytes, ref bool isStarted)
    {
        var start = 0;
        if (!isStarted && bytes.Length >= HeaderSize && bytes.Length >= HeaderSize + BinaryPrimitives.ReadInt32BigEndian(bytes[ExtensionAt..]))
        {
            start = HeaderSize + BinaryPrimitives.ReadInt32BigEndian(bytes[ExtensionAt..]);
            isStarted = true;
        }

        var end = start;
        while (isStarted && LengthOf(bytes[end..]) is > 0 and var length)
        {
            end += length;
        }

        return (start, end);
    }

    // The mark of the end is no row.
    private static int RestOf(ReadOnlySpan<byte> bytes, bool isStarted) =>
        isStarted && bytes.Length >= sizeof(short) && BinaryPrimitives.ReadInt16BigEndian(bytes) < 0 ? 0 : bytes.Length;

    /// <summary>How long the next row is; 0 when it is not there as a whole, or there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short))
        {
            return 0;
        }

        var (cells, length) = (BinaryPrimitives.ReadInt16BigEndian(bytes), sizeof(short));
        if (cells < 0)
        {
            return 0;
        }

        for (; cells > 0; cells--)
        {
            if (bytes.Length - length < sizeof(int))
            {
                return 0;
            }

            length += sizeof(int) + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[length..]));
            if (length > bytes.Length)
            {
                return 0;
            }
        }

        return length;
    }
}
