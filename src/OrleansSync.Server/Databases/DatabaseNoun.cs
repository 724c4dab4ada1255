using OrleansSync.Engine.Applications;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Introspection;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;

namespace OrleansSync.Server.Databases;

/// <summary>Databases between the protocol and the engine.</summary>
internal sealed class DatabaseNoun(IResources<ApplicationSpec> applications, ISchemaSnapshots snapshots) : CatalogNoun<DatabaseSpec, V1.Database>
{
    public override string Noun => "database";

    public override string Field => "database";

    public override string NameField => "name";

    protected override string ParentField => "application_id";

    public override V1.Database ToMessage(DatabaseSpec spec) => new()
    {
        ApplicationId = spec.ApplicationId.ToString("D"),
        Name = spec.Name,
        Description = spec.Description,
        Environment = (V1.DatabaseEnvironment)spec.Environment,
        DatabaseName = spec.DatabaseName,
    };

    public override DatabaseSpec ToSpec(V1.Database message, DatabaseSpec? before) => new(
        RequestFields.ReadId(message.ApplicationId, "database.application_id"), message.Name, message.Description, (DatabaseEnvironment)message.Environment, message.DatabaseName);

    public override async Task<DatabaseSpec> ResolveAsync(Guid id, DatabaseSpec spec, V1.Database message, DatabaseSpec? before, CancellationToken cancellationToken)
    {
        if (before is null && await applications.FindAsync(spec.ApplicationId, cancellationToken) is null)
        {
            throw SyncException.NotFound("application", spec.ApplicationId);
        }

        return spec;
    }

    public override Task ForgetAsync(Guid id, CancellationToken cancellationToken) => snapshots.RemoveAsync(id, cancellationToken);

    protected override IEnumerable<FieldViolation> ValidateSpec(DatabaseSpec spec) => spec.Validate();
}
