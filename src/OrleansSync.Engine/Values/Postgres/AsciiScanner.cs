namespace OrleansSync.Engine.Values.Postgres;

/// <summary>Walks over ASCII text; remembers where it stopped, which is the position of a failure.</summary>
internal ref struct AsciiScanner(ReadOnlySpan<byte> text)
{
    private const int MicrosecondDigits = 6;
    private readonly ReadOnlySpan<byte> text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position == text.Length;

    public readonly byte Next => Position < text.Length ? text[Position] : (byte)0;

    public readonly ReadOnlySpan<byte> Rest => text[Position..];

    public bool Skip(byte unit)
    {
        if (AtEnd || text[Position] != unit)
        {
            return false;
        }

        Position++;
        return true;
    }

    public bool Skip(ReadOnlySpan<byte> units)
    {
        if (!Rest.StartsWith(units))
        {
            return false;
        }

        Position += units.Length;
        return true;
    }

    /// <summary>Reads between <paramref name="least"/> and <paramref name="most"/> digits (at most 18).</summary>
    public bool TryDigits(int least, int most, out long number)
    {
        number = 0;
        var count = 0;
        for (; count < most && !AtEnd && text[Position] is >= (byte)'0' and <= (byte)'9'; count++, Position++)
        {
            number = (number * 10) + (text[Position] - '0');
        }

        return count >= least;
    }

    /// <summary>Reads an optional point and digits as millionths; what follows the sixth digit is cut.</summary>
    public bool TryFraction(out long millionths)
    {
        millionths = 0;
        if (!Skip((byte)'.'))
        {
            return true;
        }

        var start = Position;
        var formed = TryDigits(1, MicrosecondDigits, out millionths);
        for (var digits = Position - start; digits < MicrosecondDigits; digits++)
        {
            millionths *= 10;
        }

        while (Next is >= (byte)'0' and <= (byte)'9')
        {
            Position++;
        }

        return formed;
    }
}
