using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Databases;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Requests;
using OrleansSync.Server.Secrets;

namespace OrleansSync.Server.DatabaseInstances;

/// <summary>Database instances between the protocol and the engine. Their passwords go to the secret store and never come back.</summary>
internal sealed class DatabaseInstanceNoun(IResources<DatabaseSpec> databases, IResources<InstanceSpec> instances, ISecretStore secrets, SecretSummaries summaries, IOptions<SecretOptions> options, TimeProvider clock) : CatalogNoun<InstanceSpec, V1.DatabaseInstance>
{
    // A database has a handful of instances.
    private const int InstancesMax = 100;

    public override string Noun => "database instance";

    public override string Field => "database_instance";

    public override string NameField => "name";

    public override IReadOnlySet<string> Given { get; } = MessageDescriptorFields.And("has_password", "health", "password_summary");

    protected override string ParentField => "database_id";

    public override V1.DatabaseInstance ToMessage(InstanceSpec spec) => new()
    {
        DatabaseId = spec.DatabaseId.ToString("D"),
        Name = spec.Name,
        Host = spec.Host,
        Port = spec.Port,
        User = spec.User,
        PasswordReference = spec.PasswordReference,
        HasPassword = spec.HasPassword,
        TlsMode = (V1.TlsMode)spec.Tls,
        RootCertificate = spec.RootCertificate,
        Role = (V1.InstanceRole)spec.Role,
        Priority = spec.Priority,
        Status = (V1.ResourceStatus)spec.Status,
        Health = spec.Health is { } health
            ? new V1.InstanceHealth
            {
                CheckTime = Timestamp.FromDateTimeOffset(health.CheckedAt),
                IsReachable = health.IsReachable,
                IsWritable = health.IsWritable,
                ServerVersion = health.ServerVersion,
                Problem = health.Problem,
            }
            : null,
    };

    public override InstanceSpec ToSpec(V1.DatabaseInstance message, InstanceSpec? before)
    {
        StoredSecrets.CheckFields(message.Password, message.PasswordReference, message.PasswordExpireTime, "database_instance.password", options.Value.SizeMax, clock);
        return new(
            RequestFields.ReadId(message.DatabaseId, "database_instance.database_id"),
            message.Name,
            message.Host,
            message.Port == 0 ? InstanceSpec.PortDefault : message.Port,
            message.User,
            message.Password.Length > 0 || (before?.HasPassword == true && message.PasswordReference.Length == 0),
            message.PasswordReference,
            message.TlsMode != V1.TlsMode.Unspecified ? (TlsMode)message.TlsMode : InstanceSpec.IsLoopback(message.Host) ? TlsMode.Prefer : TlsMode.VerifyFull,
            message.RootCertificate,
            (InstanceRole)message.Role,
            message.Priority == 0 ? InstanceSpec.PriorityDefault : message.Priority,
            message.Status == V1.ResourceStatus.Unspecified ? ResourceStatus.Active : (ResourceStatus)message.Status,
            before?.Health);
    }

    public override async Task<InstanceSpec> ResolveAsync(Guid id, InstanceSpec spec, V1.DatabaseInstance message, InstanceSpec? before, CancellationToken cancellationToken)
    {
        if (before is null && await databases.FindAsync(spec.DatabaseId, cancellationToken) is null)
        {
            throw SyncException.NotFound("database", spec.DatabaseId);
        }

        // Two primaries would be two truths.
        if (spec.IsActivePrimary && (await instances.ListAsync(spec.DatabaseId, after: null, InstancesMax, cancellationToken)).FirstOrDefault(other => other.Id != id && other.Spec.IsActivePrimary) is { } primary)
        {
            throw SyncException.Invalid("database_instance.role", $"makes a second active primary beside the instance {primary.Id}; disable that one, or give it another role first.");
        }

        return spec;
    }

    public override Task<Func<Task>?> KeepAsync(Guid id, V1.DatabaseInstance message, CancellationToken cancellationToken) =>
        secrets.PutGivenAsync(InstanceSecrets.OwnerOf(id), message.Password, message.PasswordExpireTime?.ToDateTimeOffset(), cancellationToken);

    public override async Task CompleteAsync(IReadOnlyList<(Guid Id, V1.DatabaseInstance Message)> answers, CancellationToken cancellationToken)
    {
        var found = await summaries.FindAsync(InstanceSecrets.Kind, InstanceSecrets.Name, answers.Where(answer => answer.Message.HasPassword).Select(answer => answer.Id), cancellationToken);
        foreach (var (id, message) in answers)
        {
            message.PasswordSummary = found.GetValueOrDefault(id);
        }
    }

    public override Task ForgetAsync(Guid id, CancellationToken cancellationToken) => secrets.RemoveAllAsync(InstanceSecrets.Kind, id, cancellationToken);

    protected override IEnumerable<FieldViolation> ValidateSpec(InstanceSpec spec) => spec.Validate();
}
