using Orleans.Runtime;

namespace Orleans;

/// <summary>The version of a membership table, which changes with each write of a row.</summary>
[GenerateSerializer, Immutable]
public sealed class TableVersion(int version, string eTag) : IEquatable<TableVersion>, IFormattable
{
    /// <summary>The number.</summary>
    [Id(0)]
    public int Version { get; } = version;

    /// <summary>The etag.</summary>
    [Id(1)]
    public string VersionEtag { get; } = eTag;

    /// <summary>The next number, still with the etag of this version.</summary>
    public TableVersion Next() => new(Version + 1, VersionEtag);

    /// <inheritdoc />
    public bool Equals(TableVersion? other) => other is not null && Version == other.Version && VersionEtag == other.VersionEtag;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as TableVersion);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Version, VersionEtag);

    /// <inheritdoc />
    public override string ToString() => $"<{Version}, {VersionEtag}>";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>Whether both are the same version.</summary>
    public static bool operator ==(TableVersion? left, TableVersion? right) => Equals(left, right);

    /// <summary>Whether they are different versions.</summary>
    public static bool operator !=(TableVersion? left, TableVersion? right) => !Equals(left, right);
}

/// <summary>Rows of a membership table, each with its etag, and the table's version.</summary>
[GenerateSerializer]
public sealed class MembershipTableData
{
    /// <summary>Holds the rows, dead silos last.</summary>
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion version)
    {
        Members = [.. list.OrderBy(row => row.Item1.Status == SiloStatus.Dead).ThenBy(row => row.Item1.SiloName, StringComparer.Ordinal)];
        Version = version;
    }

    /// <summary>Holds one row.</summary>
    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion version)
    {
        Members = [tuple];
        Version = version;
    }

    /// <summary>Holds no rows.</summary>
    public MembershipTableData(TableVersion version)
    {
        Members = [];
        Version = version;
    }

    /// <summary>The rows with their etags.</summary>
    [Id(0)]
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; private set; }

    /// <summary>The table's version.</summary>
    [Id(1)]
    public TableVersion Version { get; private set; }

    /// <summary>The row of one silo, or null.</summary>
    public Tuple<MembershipEntry, string>? TryGet(SiloAddress silo) => Members.FirstOrDefault(row => row.Item1.SiloAddress.Equals(silo));

    /// <inheritdoc />
    public override string ToString() => $"{Members.Count} silos, version {Version}: {string.Join(", ", Members.Select(row => row.Item1))}";
}
