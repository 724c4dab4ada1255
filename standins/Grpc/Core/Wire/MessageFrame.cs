using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Grpc.Core;

namespace Grpc.Wire;

/// <summary>One message with its prefix (a flag, four bytes of length), ready to be written at once.</summary>
internal sealed class MessageFrame : SerializationContext
{
    public const int PrefixLength = 5;

    private readonly ArrayBufferWriter<byte> buffer = new();
    private bool complete;

    private MessageFrame() => buffer.Write(new byte[PrefixLength]);

    public static ReadOnlyMemory<byte> Of<T>(T message, Action<T, SerializationContext> serializer, int? sizeMax)
    {
        var frame = new MessageFrame();
        serializer(message, frame);
        if (!frame.complete)
        {
            throw new InvalidOperationException("Serialization did not return a payload.");
        }

        var length = frame.buffer.WrittenCount - PrefixLength;
        if (length > sizeMax)
        {
            throw new RpcException(new Status(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size."));
        }

        // The prefix was left empty, because the length is known only now.
        var bytes = MemoryMarshal.AsMemory(frame.buffer.WrittenMemory);
        BinaryPrimitives.WriteInt32BigEndian(bytes.Span[1..], length);
        return bytes;
    }

    public override void SetPayloadLength(int payloadLength) => buffer.GetSpan(payloadLength);

    public override IBufferWriter<byte> GetBufferWriter() => complete ? throw Closed() : buffer;

    public override void Complete() => complete = complete ? throw Closed() : true;

    public override void Complete(byte[] payload)
    {
        Complete();
        buffer.Write(payload);
    }

    private static InvalidOperationException Closed() => new("The message is already complete.");
}
