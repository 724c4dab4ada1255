using System.Collections.Immutable;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Tables;

/// <summary>
/// One synced table: where it is, how its rows are told apart and followed, and how its columns become canonical values.
/// Immutable; whoever changes a definition makes a new one.
/// </summary>
internal sealed class TableSource
{
    /// <summary>Describes a table.</summary>
    /// <exception cref="ArgumentException">The columns are not those of the mapping.</exception>
    public TableSource(TableDatabase database, string schema, string table, KeyPlan key, MappedColumns mapped, IEnumerable<TableColumn> columns, ListRules rules)
    {
        var byName = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        if (byName.Count != mapped.All.Names.Length || mapped.All.Names.Any(name => !byName.ContainsKey(name)))
        {
            throw new ArgumentException("The columns must be those of the mapping, each once.", nameof(columns));
        }

        (Database, Schema, Table, Key, Mapped, Rules) = (database, schema, table, key, mapped, rules);
        Columns = [.. mapped.All.Names.Select(name => byName[name])];
    }

    /// <summary>The database.</summary>
    public TableDatabase Database { get; }

    /// <summary>Its schema, without quotes.</summary>
    public string Schema { get; }

    /// <summary>Its name, without quotes.</summary>
    public string Table { get; }

    /// <summary>How rows are told apart.</summary>
    public KeyPlan Key { get; }

    /// <summary>The mapped columns by direction.</summary>
    public MappedColumns Mapped { get; }

    /// <summary>What the list does to values.</summary>
    public ListRules Rules { get; }

    /// <summary>The mapped columns, in the order of <see cref="MappedColumns.All"/>.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>The column by which changes are followed; null for a table that is only scanned.</summary>
    public TableWatermark? Watermark { get; init; }

    /// <summary>The boolean column of the definition's mark; null for none.</summary>
    public string? Mark { get; init; }

    /// <summary>Where keys are drawn from.</summary>
    public KeyDraw Draw { get; init; } = KeyDraw.None;

    /// <summary>The quoted names of types that are not built in (enums, citext), by their oids.</summary>
    public ImmutableDictionary<uint, string> TypeNames { get; init; } = ImmutableDictionary<uint, string>.Empty;

    /// <summary>The table as SQL names it.</summary>
    public string Quoted => $"{SqlIdentifier.Quote(Schema)}.{SqlIdentifier.Quote(Table)}";

    /// <summary>Its name in messages.</summary>
    public string FullName => $"{Schema}.{Table}";

    /// <summary>The type that a text is cast to before it is stored; without length and scale, which the column itself keeps.</summary>
    public string TypeNameOf(PostgresType type) => type switch
    {
        _ when TypeNames.TryGetValue(type.Oid, out var name) => name,
        { Kind: PostgresTypeKind.Array, Element: { } element } => $"{TypeNameOf(element)}[]",
        { Kind: PostgresTypeKind.Bpchar } => "pg_catalog.bpchar", // "character" alone means character(1), which cuts.
        { Kind: PostgresTypeKind.Enum or PostgresTypeKind.Citext or PostgresTypeKind.Other } => throw new InvalidOperationException($"The type {type.Name} is not built in, and its name was not given."),
        _ => PostgresType.Of(type.Oid).Name,
    };
}
