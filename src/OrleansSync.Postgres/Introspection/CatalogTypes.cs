using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Sql;

namespace OrleansSync.Postgres.Introspection;

/// <summary>The types of a database: makes of an oid and its modifier what the engine knows.</summary>
internal sealed class CatalogTypes
{
    private readonly Dictionary<uint, Row> _rows = [];

    /// <summary>Adds a type that is not built in.</summary>
    public void Add(Row row) => _rows[row.Oid] = row;

    /// <summary>The type of a column.</summary>
    /// <param name="oid">Its oid.</param>
    /// <param name="modifier">Its modifier, -1 for none.</param>
    /// <param name="text">As PostgreSQL writes it: the name of a type that nobody knows better.</param>
    public PostgresType Find(uint oid, int modifier, string text)
    {
        if (!_rows.TryGetValue(oid, out var row))
        {
            var builtIn = PostgresType.Of(oid, modifier);
            return builtIn.Kind == PostgresTypeKind.Other ? builtIn with { Name = text } : builtIn;
        }

        return row switch
        {
            { Kind: 'd' } => Find(row.Base, row.BaseModifier, text).AsDomain(row.Name),
            { Kind: 'e' } => PostgresType.EnumOf(row.Name, oid, row.Labels),
            { Element: not 0 } => PostgresType.ArrayOf(Find(row.Element, modifier, text), oid),
            { Name: "citext" } => PostgresType.CitextOf(oid),
            _ => new PostgresType(PostgresTypeKind.Other, row.Name, oid),
        };
    }

    /// <summary>The type that a text is cast to: without modifier, a domain's base, since the column itself checks the rest.</summary>
    public string SqlName(uint oid)
    {
        if (_rows.TryGetValue(oid, out var row))
        {
            return row.Kind == 'd' ? SqlName(row.Base)
                : row.Element != 0 ? $"{SqlName(row.Element)}[]"
                : $"{SqlIdentifier.Quote(row.Schema)}.{SqlIdentifier.Quote(row.Name)}";
        }

        var type = PostgresType.Of(oid);
        return type switch
        {
            { Element: { } element } => $"{SqlName(element.Oid)}[]",
            { Kind: PostgresTypeKind.Bpchar } => "pg_catalog.bpchar",
            _ => type.Name,
        };
    }

    /// <summary>A row of pg_type.</summary>
    internal sealed record Row(uint Oid, string Schema, string Name, char Kind, uint Base, int BaseModifier, uint Element, string[] Labels);
}
