using System.Buffers.Binary;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using OrleansSync.Engine.ApiKeys;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Server.Auth;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Schemas;

/// <summary>Schemas of the declared databases over gRPC.</summary>
internal sealed class SchemasService(
    IResources<DatabaseSpec> databases, IDatabaseEndpoints endpoints, IDatabaseIntrospector introspector, ISchemaSnapshots snapshots, ISyncDefinitions definitions, TimeProvider clock)
    : V1.Schemas.SchemasBase
{
    [RequireRole(ApiKeyRole.Operator)]
    public override async Task<V1.IntrospectDatabaseResponse> IntrospectDatabase(V1.IntrospectDatabaseRequest request, ServerCallContext context)
    {
        var id = RequestFields.ReadId(request.DatabaseId, "database_id");
        var primary = await endpoints.FindPrimaryAsync(id, context.CancellationToken)
            ?? throw new SyncException(SyncError.TableRefused, $"The database {id} has no active primary; declare an instance with the role PRIMARY, or set its status ACTIVE.");
        // The time before the look: of two at once, the one that began later counts.
        var takenAt = clock.Now();
        var snapshot = await introspector.ReadAsync(primary, context.CancellationToken);
        var summary = await snapshots.SaveAsync(id, snapshot, takenAt, context.CancellationToken);
        return new V1.IntrospectDatabaseResponse
        {
            TakeTime = Timestamp.FromDateTimeOffset(summary.TakenAt),
            TableCount = summary.Tables,
            ColumnCount = summary.Columns,
            DriftCount = summary.Drift,
        };
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSchemaTablesResponse> ListSchemaTables(V1.ListSchemaTablesRequest request, ServerCallContext context)
    {
        var (id, size, query) = (await ReadDatabaseAsync(request.DatabaseId, context), RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.DatabaseId}");
        // The token holds the id of the last table, whose name says where to go on.
        var last = PageToken.Read(request.PageToken, query) is { } table ? await snapshots.FindTableAsync(id, new SchemaTableId(table), context.CancellationToken) : null;
        var page = await snapshots.ListTablesAsync(id, last?.Relation.Name, size + 1, context.CancellationToken);
        var summary = await snapshots.FindSummaryAsync(id, context.CancellationToken);
        return new V1.ListSchemaTablesResponse
        {
            SchemaTables = { page.Take(size).Select(one => one.ToMessage(id, isWhole: false)) },
            NextPageToken = page.Length > size ? PageToken.Write(page[size - 1].Id.Value, query) : "",
            TakeTime = summary is null ? null : Timestamp.FromDateTimeOffset(summary.TakenAt),
        };
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.SchemaTable> GetSchemaTable(V1.GetSchemaTableRequest request, ServerCallContext context)
    {
        var (database, id) = (RequestFields.ReadId(request.DatabaseId, "database_id"), RequestFields.ReadId(request.Id, "id"));
        var table = await snapshots.FindTableAsync(database, new SchemaTableId(id), context.CancellationToken) ?? throw SyncException.NotFound("table", id);
        return table.ToMessage(database, isWhole: true);
    }

    [RequireRole(ApiKeyRole.Viewer)]
    public override async Task<V1.ListSchemaDriftResponse> ListSchemaDrift(V1.ListSchemaDriftRequest request, ServerCallContext context)
    {
        var (id, size, query) = (await ReadDatabaseAsync(request.DatabaseId, context), RequestFields.ReadPageSize(request.PageSize), $"{context.Method}\n{request.DatabaseId}");
        long? before = PageToken.Read(request.PageToken, query) is { } token ? NumberOf(token) : null;
        var page = await snapshots.ListDriftAsync(id, before, size + 1, context.CancellationToken);
        var users = page.IsEmpty ? [] : await definitions.ListOfDatabaseAsync(id, context.CancellationToken);
        var response = new V1.ListSchemaDriftResponse { NextPageToken = page.Length > size ? PageToken.Write(TokenOf(page[size - 1].Number), query) : "" };
        foreach (var drift in page.Take(size))
        {
            var message = drift.ToMessage();
            foreach (var user in users)
            {
                if (DriftEffects.Find(drift.Finding, user.Spec) is { } effect)
                {
                    message.Effects.Add(new V1.SchemaDriftEffect { SyncDefinitionId = user.Id.ToString(), IsStopping = effect.IsStopping, Effect = effect.Text });
                }
            }

            response.SchemaDrift.Add(message);
        }

        return response;
    }

    private async Task<Guid> ReadDatabaseAsync(string text, ServerCallContext context)
    {
        var id = RequestFields.ReadId(text, "database_id");
        return await databases.FindAsync(id, context.CancellationToken) is null ? throw SyncException.NotFound("database", id) : id;
    }

    // A page token holds 16 bytes; the number is the last eight.
    private static Guid TokenOf(long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], number);
        return new Guid(bytes, bigEndian: true);
    }

    private static long NumberOf(Guid token)
    {
        Span<byte> bytes = stackalloc byte[16];
        token.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
