namespace OrleansSync.Engine.Values.Postgres;

/// <summary>One column of a pgoutput tuple: its marker says whether there is a value, and in which format.</summary>
public static class PgOutputText
{
    /// <summary>Null.</summary>
    public const byte NullMarker = (byte)'n';

    /// <summary>A TOAST value that the change left alone, and that was not sent.</summary>
    public const byte UnchangedMarker = (byte)'u';

    /// <summary>The text format.</summary>
    public const byte TextMarker = (byte)'t';

    /// <summary>The binary format, when the subscriber asked for it.</summary>
    public const byte BinaryMarker = (byte)'b';

    /// <summary>Reads one column; an unchanged value is <see cref="Value.Unknown"/>, never null.</summary>
    public static bool TryRead(PostgresType type, ValueKind kind, byte marker, ReadOnlySpan<byte> content, out Value value, out ValueFailure failure) => marker switch
    {
        NullMarker => PostgresShape.Done(Value.Null, out value, out failure),
        UnchangedMarker => PostgresShape.Done(Value.Unknown, out value, out failure),
        TextMarker => PostgresText.TryRead(type, kind, content, out value, out failure),
        BinaryMarker => PostgresBinary.TryRead(type, kind, content, out value, out failure),
        _ => PostgresShape.Refuse(ValueRule.BinaryForm, out value, out failure),
    };
}
