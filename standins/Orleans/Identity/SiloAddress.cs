using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orleans.Runtime;

/// <summary>The address of one life of a silo: where it listens and when it was started.</summary>
[Immutable, JsonConverter(typeof(SiloAddressConverter))]
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>, IFormattable, IParsable<SiloAddress>
{
    private static readonly DateTime Epoch = new(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static long lastGeneration;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
    }

    /// <summary>No silo.</summary>
    public static SiloAddress Zero { get; } = New(new IPAddress(0), 0, 0);

    /// <summary>Where it listens.</summary>
    [Id(0)]
    public IPEndPoint Endpoint { get; }

    /// <summary>Tells this life from earlier ones at the same endpoint.</summary>
    [Id(1)]
    public int Generation { get; }

    /// <summary>Whether it is a client's address.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>Makes one.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) => New(ep.Address, ep.Port, gen);

    /// <summary>Makes one.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) =>
        new(new IPEndPoint(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address, port), generation);

    /// <summary>A generation above every earlier one of this process, counted in seconds.</summary>
    public static int AllocateNewGeneration()
    {
        // The one place without a TimeProvider: the real method is static, and a fake clock must not repeat a generation.
        var seconds = (long)(DateTime.UtcNow - Epoch).TotalSeconds;
        while (true)
        {
            var last = Interlocked.Read(ref lastGeneration);
            var next = Math.Max(seconds, last + 1);
            if (Interlocked.CompareExchange(ref lastGeneration, next, last) == last)
            {
                return unchecked((int)next);
            }
        }
    }

    /// <summary>Reads what <see cref="ToParsableString" /> wrote.</summary>
    public static SiloAddress FromParsableString(string addr) => Parse(addr, null);

    /// <summary>Reads what <see cref="ToParsableString" /> wrote.</summary>
    public static SiloAddress Parse(string value) => Parse(value, null);

    /// <inheritdoc />
    public static SiloAddress Parse(string value, IFormatProvider? provider = null) =>
        TryParse(value, provider, out var result) ? result : throw new FormatException($"\"{value}\" is not a silo address.");

    /// <summary>Reads what <see cref="ToParsableString" /> wrote, if it can.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result) => TryParse(value, null, out result);

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? value, IFormatProvider? provider, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        var at = value?.LastIndexOf('@') ?? -1;
        var colon = at < 0 ? -1 : value!.LastIndexOf(':', at);   // value is not null when at is not negative
        if (colon < 0
            || !IPAddress.TryParse(value.AsSpan(0, colon), out var address)
            || !int.TryParse(value.AsSpan(colon + 1, at - colon - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port > IPEndPoint.MaxPort
            || !int.TryParse(value.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
        {
            return false;
        }

        result = New(address, port, generation);
        return true;
    }

    /// <summary>A text that can be read back.</summary>
    public string ToParsableString() => $"{Endpoint.Address}:{Endpoint.Port}@{Generation}";

    /// <summary>The stable hash.</summary>
    public int GetConsistentHashCode()
    {
        Span<byte> bytes = stackalloc byte[24];
        bytes.Clear();
        Endpoint.Address.TryWriteBytes(bytes, out _);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[16..], Endpoint.Port);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[20..], Generation);
        return unchecked((int)StableHash.ComputeHash(bytes));
    }

    /// <summary>Whether it is a later life of the other's endpoint.</summary>
    public bool IsSuccessorOf(SiloAddress other) => Endpoint.Equals(other.Endpoint) && other.Generation > 0 && Generation > other.Generation;

    /// <summary>Whether it is an earlier life of the other's endpoint.</summary>
    public bool IsPredecessorOf(SiloAddress other) => Endpoint.Equals(other.Endpoint) && Generation > 0 && Generation < other.Generation;

    /// <inheritdoc />
    public int CompareTo(SiloAddress? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = Generation.CompareTo(other.Generation);
        order = order != 0 ? order : Endpoint.Port.CompareTo(other.Endpoint.Port);
        order = order != 0 ? order : Endpoint.AddressFamily.CompareTo(other.Endpoint.AddressFamily);
        return order != 0 ? order : Endpoint.Address.GetAddressBytes().AsSpan().SequenceCompareTo(other.Endpoint.Address.GetAddressBytes());
    }

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] SiloAddress? other) => other is not null && Generation == other.Generation && Endpoint.Equals(other.Endpoint);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc />
    public override int GetHashCode() => Endpoint.GetHashCode() ^ Generation;

    /// <inheritdoc />
    public override string ToString() => $"{(IsClient ? 'C' : 'S')}{Endpoint}:{Generation}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();
}

/// <summary>Writes a <see cref="SiloAddress"/> as text.</summary>
public sealed class SiloAddressConverter : JsonConverter<SiloAddress>
{
    /// <inheritdoc />
    public override SiloAddress? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SiloAddress.FromParsableString(reader.GetString() ?? throw new JsonException("A silo address is missing."));

    /// <inheritdoc />
    public override SiloAddress ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        SiloAddress.FromParsableString(reader.GetString() ?? "");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, SiloAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToParsableString());

    /// <inheritdoc />
    public override void WriteAsPropertyName(Utf8JsonWriter writer, SiloAddress value, JsonSerializerOptions options) => writer.WritePropertyName(value.ToParsableString());
}
