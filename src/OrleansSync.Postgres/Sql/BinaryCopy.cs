using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
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
    private const int HeaderSize = 19;
    private const int ExtensionAt = 15;

    /// <summary>Takes the cells of one row, each a length (-1 for a null) and bytes.</summary>
    public delegate void TakeRow(ReadOnlySpan<byte> cells);

    /// <summary>Runs the statement and gives its rows, one after the other.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, string copy, TakeRow take, CancellationToken cancellationToken)
    {
        await using var stream = await connection.BeginRawBinaryCopyAsync(copy, cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var (filled, isStarted) = (0, false);

            // To register with the token at each row would cost more than the row: it is asked once for many.
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(filled), CancellationToken.None)) > 0;)
            {
                filled += read;
                if (filled >= buffer.Length - RowSize)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    filled = Take(buffer, filled, ref isStarted, take);
                    buffer = filled >= buffer.Length - RowSize ? Larger(buffer, filled) : buffer;
                }
            }

            if (Take(buffer, filled, ref isStarted, take) > 0 || !isStarted)
            {
                throw new NpgsqlException("PostgreSQL ended a COPY in the midst of a row.", new EndOfStreamException());
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Takes the whole rows, and moves the rest to the front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Take(byte[] buffer, int filled, ref bool isStarted, TakeRow take)
    {
        var rest = buffer.AsSpan(0, filled);
        if (!isStarted && rest.Length >= HeaderSize && rest.Length >= HeaderSize + BinaryPrimitives.ReadInt32BigEndian(rest[ExtensionAt..]))
        {
            rest = rest[(HeaderSize + BinaryPrimitives.ReadInt32BigEndian(rest[ExtensionAt..]))..];
            isStarted = true;
        }

        while (isStarted && LengthOf(rest) is > 0 and var length)
        {
            take(rest[sizeof(short)..length]);
            rest = rest[length..];
        }

        if (isStarted && rest.Length >= sizeof(short) && BinaryPrimitives.ReadInt16BigEndian(rest) < 0)
        {
            rest = [];
        }

        rest.CopyTo(buffer);
        return rest.Length;
    }

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

    private static byte[] Larger(byte[] buffer, int filled)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
