using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Secrets;
using OrleansSync.Engine.SharePointConnections;
using OrleansSync.Server.Catalog;
using OrleansSync.Server.Secrets;

namespace OrleansSync.Server.SharePointConnections;

/// <summary>SharePoint connections between the protocol and the engine. Their secrets go to the secret store and never come back.</summary>
internal sealed class SharePointConnectionNoun(ISecretStore secrets, SecretSummaries summaries, IOptions<SecretOptions> options, TimeProvider clock) : CatalogNoun<ConnectionSpec, V1.SharePointConnection>
{
    public override string Noun => "SharePoint connection";

    public override string Field => "sharepoint_connection";

    public override string NameField => "name";

    public override IReadOnlySet<string> Given { get; } = MessageDescriptorFields.And("has_secret", "secret_summary");

    public override V1.SharePointConnection ToMessage(ConnectionSpec spec) => new()
    {
        Name = spec.Name,
        TenantId = spec.TenantId,
        ClientId = spec.ClientId,
        CredentialKind = (V1.CredentialKind)spec.Credential,
        HasSecret = spec.HasSecret,
        SecretReference = spec.SecretReference,
        Cloud = (V1.SharePointCloud)spec.Cloud,
        Hostname = spec.Hostname,
        Tier = (V1.TenantTier)spec.Tier,
        Status = (V1.ResourceStatus)spec.Status,
        Endpoint = spec.Endpoint,
        BudgetPercent = spec.BudgetPercent,
        UnitsPerMinute = spec.UnitsPerMinute,
    };

    public override ConnectionSpec ToSpec(V1.SharePointConnection message, ConnectionSpec? before)
    {
        StoredSecrets.CheckFields(message.Secret, message.SecretReference, message.SecretExpireTime, "sharepoint_connection.secret", options.Value.SizeMax, clock);
        if (message.CredentialKind == V1.CredentialKind.Certificate && message.Secret.Length > 0 && EndOfCertificate(message.Secret) is null)
        {
            throw SyncException.Invalid("sharepoint_connection.secret", "is not a certificate with its private key, both in PEM.");
        }

        return new(
            message.Name,
            message.TenantId,
            message.ClientId,
            (CredentialKind)message.CredentialKind,
            message.Secret.Length > 0 || (before?.HasSecret == true && message.SecretReference.Length == 0),
            message.SecretReference,
            message.Cloud == V1.SharePointCloud.Unspecified ? SharePointCloud.Global : (SharePointCloud)message.Cloud,
            message.Hostname,
            message.Tier == V1.TenantTier.Unspecified ? TenantTier.UpTo1000 : (TenantTier)message.Tier,
            message.Status == V1.ResourceStatus.Unspecified ? ResourceStatus.Active : (ResourceStatus)message.Status,
            message.Endpoint,
            message.BudgetPercent == 0 ? ConnectionSpec.BudgetPercentDefault : message.BudgetPercent,
            message.UnitsPerMinute);
    }

    public override Task<Func<Task>?> KeepAsync(Guid id, V1.SharePointConnection message, CancellationToken cancellationToken) =>
        secrets.PutGivenAsync(
            ConnectionSecrets.OwnerOf(id), message.Secret,
            message.SecretExpireTime?.ToDateTimeOffset() ?? (message.CredentialKind == V1.CredentialKind.Certificate ? EndOfCertificate(message.Secret) : null), cancellationToken);

    public override async Task CompleteAsync(IReadOnlyList<(Guid Id, V1.SharePointConnection Message)> answers, CancellationToken cancellationToken)
    {
        var found = await summaries.FindAsync(ConnectionSecrets.Kind, ConnectionSecrets.Name, answers.Where(answer => answer.Message.HasSecret).Select(answer => answer.Id), cancellationToken);
        foreach (var (id, message) in answers)
        {
            message.SecretSummary = found.GetValueOrDefault(id);
        }
    }

    public override Task ForgetAsync(Guid id, CancellationToken cancellationToken) => secrets.RemoveAllAsync(ConnectionSecrets.Kind, id, cancellationToken);

    protected override IEnumerable<FieldViolation> ValidateSpec(ConnectionSpec spec) => spec.Validate();

    private static DateTimeOffset? EndOfCertificate(string pem)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem, pem);
            return new DateTimeOffset(certificate.NotAfter);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
