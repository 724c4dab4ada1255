namespace OrleansSync.Engine.Values;

/// <summary>
/// One cell of a row or an item in the one dialect that polling, change capture and list JSON are read into. Immutable and
/// closed: no other kinds than those of <see cref="ValueKind"/>. Equal values have equal hashes wherever they came from, and
/// <see cref="CompareTo"/> is a total order: by kind, then by content (texts by code point, as PostgreSQL's C collation has it).
/// </summary>
[GenerateSerializer, Immutable, Alias("Value")]
public abstract record Value : IComparable<Value>
{
    private protected Value()
    {
    }

    /// <summary>No value.</summary>
    public static Value Null { get; } = new NullValue();

    /// <summary>The value that was not sent.</summary>
    public static Value Unknown { get; } = new UnknownValue();

    /// <summary>Which kind it is.</summary>
    public abstract ValueKind Kind { get; }

    /// <summary>True when there is no value.</summary>
    public bool IsNull => Kind == ValueKind.Null;

    /// <summary>True when the value was not sent.</summary>
    public bool IsUnknown => Kind == ValueKind.Unknown;

    /// <inheritdoc/>
    public int CompareTo(Value? other)
    {
        if (other is null)
        {
            return 1;
        }

        return Kind == other.Kind ? CompareSameKind(other) : Kind.CompareTo(other.Kind);
    }

    /// <summary>The kind only: the content stays out of logs and messages.</summary>
    public sealed override string ToString() => Kind.ToString();

    /// <summary>Compares with a value of the same kind.</summary>
    private protected abstract int CompareSameKind(Value other);

    /// <summary>True when the first is before the second.</summary>
    public static bool operator <(Value left, Value right) => left.CompareTo(right) < 0;

    /// <summary>True when the first is before the second or equal to it.</summary>
    public static bool operator <=(Value left, Value right) => left.CompareTo(right) <= 0;

    /// <summary>True when the first is after the second.</summary>
    public static bool operator >(Value left, Value right) => left.CompareTo(right) > 0;

    /// <summary>True when the first is after the second or equal to it.</summary>
    public static bool operator >=(Value left, Value right) => left.CompareTo(right) >= 0;
}
