using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace OrleansSync.Server.Catalog;

/// <summary>The fields that every resource has: id, etag, create_time and update_time.</summary>
internal sealed class MessageDescriptorFields(MessageDescriptor type)
{
    private readonly FieldDescriptor id = type.FindFieldByName("id");
    private readonly FieldDescriptor etag = type.FindFieldByName("etag");
    private readonly FieldDescriptor created = type.FindFieldByName("create_time");
    private readonly FieldDescriptor updated = type.FindFieldByName("update_time");

    /// <summary>Their names.</summary>
    public static IReadOnlySet<string> Names { get; } = new HashSet<string>(StringComparer.Ordinal) { "id", "etag", "create_time", "update_time" };

    /// <summary>These and others.</summary>
    public static IReadOnlySet<string> And(params ReadOnlySpan<string> others) => new HashSet<string>([.. Names, .. others], StringComparer.Ordinal);

    /// <summary>The message's id.</summary>
    public string IdOf(IMessage message) => (string)id.Accessor.GetValue(message);

    /// <summary>The message's etag.</summary>
    public string EtagOf(IMessage message) => (string)etag.Accessor.GetValue(message);

    /// <summary>Puts id and etag in.</summary>
    public void SetId(IMessage message, string idText, string etagText)
    {
        id.Accessor.SetValue(message, idText);
        etag.Accessor.SetValue(message, etagText);
    }

    /// <summary>Puts all of them in.</summary>
    public void Set(IMessage message, string idText, string etagText, DateTimeOffset createdAt, DateTimeOffset updatedAt)
    {
        SetId(message, idText, etagText);
        created.Accessor.SetValue(message, Timestamp.FromDateTimeOffset(createdAt));
        updated.Accessor.SetValue(message, Timestamp.FromDateTimeOffset(updatedAt));
    }

    /// <summary>The field that names the parent; null when there is none.</summary>
    public string? ParentName(IReadOnlySet<string> given) =>
        type.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name.EndsWith("_id", StringComparison.Ordinal) && !given.Contains(field.Name))?.Name;
}
