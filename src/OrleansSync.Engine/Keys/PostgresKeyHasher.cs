using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values.Hashing;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Keys;

/// <summary>
/// Makes the keys of rows as <see cref="SyncKey.Of"/> does, out of PostgreSQL's binary format: whole numbers, UUIDs and texts without an object in
/// between, all others through <see cref="KeyReading"/>. Not for hashed keys.
/// </summary>
public sealed class PostgresKeyHasher
{
    private readonly KeyPlan plan;
    private readonly byte[] prefix;

    /// <summary>For the rows of one definition.</summary>
    public PostgresKeyHasher(SyncDefinitionId definition, KeyPlan plan)
    {
        this.plan = plan;
        var buffer = new EncodingBuffer(stackalloc byte[64]);
        SyncKey.Open(ref buffer, definition);
        KeyForm.Open(ref buffer, plan.Columns.Length);
        prefix = buffer.Written.ToArray();
        buffer.Dispose();
    }

    /// <summary>The key of a row whose key's cells come first, in the plan's order; false when a cell is null or cannot be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryHash(ref PostgresCells cells, out SyncKey key)
    {
        var buffer = new EncodingBuffer(stackalloc byte[512]);
        try
        {
            key = default;
            buffer.Bytes(prefix);
            foreach (var column in plan.Columns)
            {
                if (!cells.Next(out var content) || !TryWrite(ref buffer, column.Type, content))
                {
                    return false;
                }
            }

            var hash = RowHash.OfForm(buffer.Written);
            key = new SyncKey(hash.High, hash.Low);
            return true;
        }
        finally
        {
            buffer.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryWrite(ref EncodingBuffer buffer, PostgresType type, ReadOnlySpan<byte> content)
    {
        switch (type.Kind)
        {
            case PostgresTypeKind.SmallInt when content.Length == 2:
                return Write(ref buffer, BinaryPrimitives.ReadInt16BigEndian(content));
            case PostgresTypeKind.Int4 when content.Length == 4:
                return Write(ref buffer, BinaryPrimitives.ReadInt32BigEndian(content));
            case PostgresTypeKind.BigInt when content.Length == 8:
                return Write(ref buffer, BinaryPrimitives.ReadInt64BigEndian(content));
            case PostgresTypeKind.Uuid when content.Length == 16:
                Span<byte> uuid = stackalloc byte[36];
                return new Guid(content, bigEndian: true).TryFormat(uuid, out _, "D") && Write(ref buffer, KeyPartKind.Uuid, uuid);
            case PostgresTypeKind.Text or PostgresTypeKind.Varchar when Utf8.IsValid(content):
                return Write(ref buffer, KeyPartKind.Text, content);
        }

        if (!KeyReading.TryReadBinary(type, content, out var part, out _))
        {
            return false;
        }

        KeyForm.Write(ref buffer, part);
        return true;
    }

    private static bool Write(ref EncodingBuffer buffer, long number)
    {
        Span<byte> digits = stackalloc byte[20];
        return number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture) && Write(ref buffer, KeyPartKind.Number, digits[..length]);
    }

    private static bool Write(ref EncodingBuffer buffer, KeyPartKind kind, scoped ReadOnlySpan<byte> payload)
    {
        buffer.Byte((byte)kind);
        buffer.UInt32((uint)payload.Length);
        buffer.Bytes(payload);
        return true;
    }
}
