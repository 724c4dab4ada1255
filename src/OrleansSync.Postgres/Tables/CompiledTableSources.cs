using System.Collections.Immutable;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Databases;

namespace OrleansSync.Postgres.Tables;

/// <summary>The tables of compiled definitions.</summary>
internal sealed class CompiledTableSources(ICompiledDefinitions definitions, DatabaseSources databases) : ITableSources
{
    /// <inheritdoc/>
    public async ValueTask<TableSource> GetAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(definition, cancellationToken);
        return Describe(compiled, await databases.GetTablesAsync(compiled.DatabaseId, cancellationToken));
    }

    private static TableSource Describe(CompiledDefinition compiled, TableDatabase database)
    {
        var table = compiled.Table;
        var columns = compiled.Columns.Select(column => new TableColumn(column.Name, column.Column.Name, column.Pair, column.Column.Identity != IdentityKind.Generated));
        return new TableSource(database, table.Name.Schema, table.Name.Name, compiled.Key, compiled.Mapped, columns, compiled.ListRules)
        {
            Watermark = compiled.Watermark is { } watermark ? new TableWatermark(watermark.Column, watermark.Type, watermark.Kind, watermark.Zone) : null,
            Draw = DrawOf(compiled),
            TypeNames = TypeNamesOf(table),
        };
    }

    private static KeyDraw DrawOf(CompiledDefinition compiled)
    {
        if (compiled.Key.Columns is not [var only])
        {
            return KeyDraw.None;
        }

        return compiled.Table.Columns.FirstOrDefault(column => column.Name == only.Name) switch
        {
            { Sequence: { } sequence } => new KeyDraw.Sequence(sequence.Schema, sequence.Name),
            { Type.Kind: PostgresTypeKind.Uuid } => KeyDraw.Uuids,
            _ => KeyDraw.None,
        };
    }

    // Types that are not built in are cast to by their names, and those depend on the schema that they are in.
    private static ImmutableDictionary<uint, string> TypeNamesOf(RelationInfo table) => table.Columns
        .Where(column => column.Type.Kind is PostgresTypeKind.Enum or PostgresTypeKind.Citext or PostgresTypeKind.Other)
        .GroupBy(column => column.Type.Oid)
        .ToImmutableDictionary(group => group.Key, group => group.First().SqlType);
}
