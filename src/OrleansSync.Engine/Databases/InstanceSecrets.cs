using OrleansSync.Engine.Catalog;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Engine.Databases;

/// <summary>Where an instance's password is.</summary>
public static class InstanceSecrets
{
    /// <summary>The kind of owner that instances are.</summary>
    public const string Kind = "instance";

    /// <summary>Which of an instance's secrets the password is.</summary>
    public const string Name = "password";

    /// <summary>Whose the password is when it is kept here.</summary>
    public static SecretOwner OwnerOf(Guid instance) => new(Kind, instance, Name);

    /// <summary>Where it is read; null when the role signs in without one.</summary>
    public static SecretReference? Find(Resource<InstanceSpec> instance) =>
        instance.Spec.PasswordReference.Length > 0 ? SecretReferenceText.Parse(instance.Spec.PasswordReference, "password_reference")
        : instance.Spec.HasPassword ? new SecretReference.Stored(OwnerOf(instance.Id))
        : null;
}
