using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.SyncDefinitions.Compilation;
using OrleansSync.Engine.Values.Postgres;
using OrleansSync.Postgres.Databases;

namespace OrleansSync.Postgres.Tables;

/// <summary>The tables of compiled definitions. Keeps the last source of each while nothing changes, and with it what was worked out for it.</summary>
internal sealed class CompiledTableSources(ICompiledDefinitions definitions, DatabaseSources databases, IOptions<TableOptions> options) : ITableSources
{
    private readonly ConcurrentDictionary<SyncDefinitionId, Kept> kept = new();

    /// <inheritdoc/>
    public async ValueTask<TableSource> GetAsync(SyncDefinition definition, CancellationToken cancellationToken)
    {
        var compiled = await definitions.GetAsync(definition, cancellationToken);
        var primary = await databases.GetPrimaryAsync(compiled.DatabaseId, cancellationToken);
        if (kept.TryGetValue(definition.Id, out var last) && ReferenceEquals(last.Compiled, compiled) && ReferenceEquals(last.Primary, primary))
        {
            return last.Source;
        }

        var source = Describe(compiled, new TableDatabase(primary, options.Value));
        kept[definition.Id] = new Kept(compiled, primary, source);
        return source;
    }

    private static TableSource Describe(CompiledDefinition compiled, TableDatabase database)
    {
        var table = compiled.Table;
        // PostgreSQL takes no value for a generated column, and none in an update of an identity that is always its own.
        var columns = compiled.Columns.Select(column => new TableColumn(column.Name, column.Column.Name, column.TablePair, column.Column.Identity is not (IdentityKind.Generated or IdentityKind.Always)));
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
        .Where(column => IsNotBuiltIn(column.Type))
        .GroupBy(column => column.Type.Oid)
        .ToImmutableDictionary(group => group.Key, group => group.First().SqlType);

    private static bool IsNotBuiltIn(PostgresType type) =>
        type.Kind is PostgresTypeKind.Enum or PostgresTypeKind.Citext or PostgresTypeKind.Other || (type is { Kind: PostgresTypeKind.Array, Element: { } element } && IsNotBuiltIn(element));

    private sealed record Kept(CompiledDefinition Compiled, NpgsqlDataSource Primary, TableSource Source);
}
