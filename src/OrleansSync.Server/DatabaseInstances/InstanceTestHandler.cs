using System.Collections.Immutable;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Engine.Introspection;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.DatabaseInstances;

/// <summary>Tests of connections between the protocol and the engine.</summary>
internal sealed class InstanceTestHandler(DatabaseInstanceNoun noun, IResources<DatabaseSpec> databases, IResources<InstanceSpec> instances, InstanceTests tests, TimeProvider clock)
{
    private const int TablesMax = 100;
    private const TableRights Writing = TableRights.Insert | TableRights.Update | TableRights.Delete;

    public async Task<V1.TestDatabaseInstanceResponse> TestAsync(V1.TestDatabaseInstanceRequest request, CancellationToken cancellationToken)
    {
        var needs = ReadNeeds(request);
        if (request.Id.Length > 0 == request.DatabaseInstance is not null)
        {
            throw SyncException.Invalid("id", "or database_instance is required, and not both.");
        }

        if (request.DatabaseInstance is { } message)
        {
            return ToMessage(await TestGivenAsync(message, needs, cancellationToken));
        }

        var id = RequestFields.ReadId(request.Id, "id");
        var instance = await instances.FindAsync(id, cancellationToken) ?? throw SyncException.NotFound(noun.Noun, id);
        return ToMessage(await tests.TestAsync(await GetDatabaseAsync(instance.Spec, cancellationToken), instance, needs, cancellationToken));
    }

    private async Task<DatabaseReport> TestGivenAsync(V1.DatabaseInstance message, DatabaseNeeds needs, CancellationToken cancellationToken)
    {
        var spec = noun.ToSpec(message, before: null);
        var violations = noun.Validate(spec, before: null);
        if (!violations.IsEmpty)
        {
            throw SyncException.Invalid(violations);
        }

        var (database, given) = (await GetDatabaseAsync(spec, cancellationToken), new Resource<InstanceSpec>(Guid.Empty, 1, spec, clock.Now(), clock.Now()));
        return message.PasswordReference.Length > 0
            ? await tests.TestAsync(database, given, needs, cancellationToken)
            : await tests.TestAsync(database, given, message.Password.Length > 0 ? new SecretValue(message.Password) : null, needs, cancellationToken);
    }

    private async Task<DatabaseSpec> GetDatabaseAsync(InstanceSpec instance, CancellationToken cancellationToken) =>
        (await databases.FindAsync(instance.DatabaseId, cancellationToken) ?? throw SyncException.NotFound("database", instance.DatabaseId)).Spec;

    private static DatabaseNeeds ReadNeeds(V1.TestDatabaseInstanceRequest request)
    {
        if (request.Tables.Count > TablesMax)
        {
            throw SyncException.Invalid("tables", $"has more than {TablesMax} tables.");
        }

        ImmutableArray<TableNeed> tables =
        [
            .. request.Tables.Select(need => new TableNeed(new RelationName(need.Schema, need.Table), need.Writes ? TableRights.Select | Writing : TableRights.Select)),
        ];
        return new DatabaseNeeds(tables, request.Replication);
    }

    private static V1.TestDatabaseInstanceResponse ToMessage(DatabaseReport report)
    {
        // The numbers of the protocol begin one later: its first is "unspecified".
        var response = new V1.TestDatabaseInstanceResponse
        {
            Reachability = (V1.Reachability)((int)report.Reachability + 1),
            Problems = { report.Problems },
            GrantScript = report.GrantScript,
        };
        if (report.Facts is { } facts)
        {
            response.ServerVersion = facts.Version;
            response.IsInRecovery = facts.IsInRecovery;
            response.IsReadOnly = facts.IsReadOnly;
            response.IsEncrypted = facts.IsEncrypted;
            response.WalLevel = facts.WalLevel;
            response.MayReplicate = facts.MayReplicate;
            response.SeesActivity = facts.SeesActivity;
            response.ClockOffsetMs = facts.Clock?.Offset.TotalMilliseconds ?? 0;
            response.ClockUncertaintyMs = facts.Clock?.Uncertainty.TotalMilliseconds ?? 0;
            response.SystemIdentifier = facts.SystemIdentifier;
        }

        return response;
    }
}
