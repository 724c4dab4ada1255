using OrleansSync.Engine.Values.Hashing;

namespace OrleansSync.Engine.Keys;

/// <summary>Writes the form of a key; see <see cref="RowKey.Form"/>. Only a hashed key may have nulls, whose kind is 0.</summary>
internal static class KeyForm
{
    private const byte Version = 1;
    private const byte NullKind = 0;
    private const byte Utf16Flag = 64;

    public static void Write(ref EncodingBuffer buffer, ReadOnlySpan<KeyPart> parts)
    {
        Open(ref buffer, parts.Length);
        foreach (var part in parts)
        {
            Write(ref buffer, part);
        }
    }

    /// <summary>Begins the form of a key of so many columns.</summary>
    public static void Open(ref EncodingBuffer buffer, int columns)
    {
        buffer.Byte(Version);
        buffer.UInt32((uint)columns);
    }

    /// <summary>The first half of SHA-256 over the form of columns that may be null.</summary>
    public static byte[] Hash(ReadOnlySpan<KeyPart?> parts)
    {
        var buffer = new EncodingBuffer(stackalloc byte[512]);
        try
        {
            buffer.Byte(Version);
            buffer.UInt32((uint)parts.Length);
            foreach (var part in parts)
            {
                if (part is null)
                {
                    buffer.Byte(NullKind);
                }
                else
                {
                    Write(ref buffer, part);
                }
            }

            return RowHash.OfForm(buffer.Written).ToBytes();
        }
        finally
        {
            buffer.Dispose();
        }
    }

    /// <summary>Writes one column.</summary>
    public static void Write(ref EncodingBuffer buffer, KeyPart part)
    {
        buffer.Byte((byte)part.Kind);
        var opened = buffer.OpenLength();
        if (!buffer.TryUtf8(part.ToPostgresText()))
        {
            buffer.Patch(opened - 5, (byte)(Utf16Flag + (byte)part.Kind));
            buffer.Utf16(part.Text);
        }

        buffer.CloseLength(opened);
    }
}
