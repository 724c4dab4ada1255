using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>Takes prefixed messages from a body.</summary>
internal sealed class MessageReader(Stream body, string? encoding, int? sizeMax)
{
    private const int ChunkLength = 64 * 1024;

    // A read that was cancelled leaves here what it got, so that the next one can go on.
    private byte[] buffer = new byte[MessageFrame.PrefixLength];
    private int filled;

    /// <summary>The next message, or null at the end of the body.</summary>
    public async ValueTask<MessagePayload?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(MessageFrame.PrefixLength, cancellationToken).ConfigureAwait(false))
        {
            return filled == 0 ? null : throw Incomplete();
        }

        var length = ReadLength();
        if (!await FillAsync(MessageFrame.PrefixLength + length, cancellationToken).ConfigureAwait(false))
        {
            throw Incomplete();
        }

        var payload = buffer.AsMemory(MessageFrame.PrefixLength, length);
        var compressed = buffer[0] == 1;
        buffer = new byte[MessageFrame.PrefixLength];
        filled = 0;
        return new MessagePayload(compressed ? await DecodeAsync(payload, cancellationToken).ConfigureAwait(false) : payload);
    }

    /// <summary>Checks that nothing follows the one message of a call.</summary>
    public async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        if (await body.ReadAsync(new byte[1], cancellationToken).ConfigureAwait(false) > 0)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Additional data after the message received."));
        }
    }

    private int ReadLength()
    {
        if (buffer[0] > 1)
        {
            throw new InvalidDataException("Unexpected compressed flag value in message header.");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(1));
        if (length > sizeMax)
        {
            throw TooLarge();
        }

        return length <= Array.MaxLength - MessageFrame.PrefixLength ? (int)length : throw new InvalidDataException($"The message of {length} bytes is too large.");
    }

    // The announced length is a claim: memory grows only with the bytes that came.
    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        while (filled < count)
        {
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(count, Math.Max(ChunkLength, buffer.Length * 2L)));
            }

            var read = await body.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }

    private async ValueTask<ReadOnlyMemory<byte>> DecodeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (encoding is null or GrpcHeader.Identity)
        {
            throw new RpcException(new Status(StatusCode.Internal, $"A message is compressed, but the {GrpcHeader.Encoding} is '{encoding}'."));
        }

        if (encoding != GrpcHeader.Gzip)
        {
            throw new UnsupportedEncodingException(encoding);
        }

        var plain = new ArrayBufferWriter<byte>();
        var gzip = new GZipStream(new MemoryStream(payload.ToArray()), CompressionMode.Decompress);
        await using (gzip.ConfigureAwait(false))
        {
            for (int read; (read = await gzip.ReadAsync(plain.GetMemory(ChunkLength), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                plain.Advance(read);

                // Stricter than the real one: the limit holds for the decoded message too.
                if (plain.WrittenCount > sizeMax)
                {
                    throw TooLarge();
                }
            }
        }

        return plain.WrittenMemory;
    }

    private static RpcException Incomplete() => new(new Status(StatusCode.Internal, "Incomplete message."));

    private static RpcException TooLarge() => new(new Status(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size."));
}
