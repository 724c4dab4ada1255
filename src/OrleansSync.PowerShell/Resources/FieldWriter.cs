using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Reflection;
using System.Security;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.PowerShell.Hosting;
using Enum = System.Enum;

namespace OrleansSync.PowerShell.Resources;

/// <summary>Puts what the caller gave into a message, field by field, and notes which fields those were.</summary>
internal static class FieldWriter
{
    /// <summary>Writes every parameter with a <see cref="FieldAttribute"/> that was given.</summary>
    /// <param name="command">The cmdlet.</param>
    /// <param name="message">Is filled.</param>
    /// <param name="cancellationToken">Cancels the look-up of names.</param>
    /// <returns>The paths of the fields that were written.</returns>
    public static async Task<FieldMask> WriteAsync(ServerCommand command, IMessage message, CancellationToken cancellationToken)
    {
        var mask = new FieldMask();
        foreach (var property in Parameters(command.GetType()).Where(property => command.World.IsBound(property.Name)))
        {
            var path = property.GetCustomAttribute<FieldAttribute>()!.Path; // Chosen by it.
            var value = property.GetValue(command);
            if (property.PropertyType == typeof(SwitchParameter))
            {
                value = command.World.IsOn((SwitchParameter)value!, property.Name); // A struct.
            }
            else if (property.GetCustomAttribute<NameOfAttribute>() is { } named && value is string { Length: > 0 } name)
            {
                value = await command.ResolveAsync(KnownResources.Get(named.Resource), name, cancellationToken);
            }

            Set(message, path, value);
            mask.Paths.Add(path);
        }

        return mask;
    }

    /// <summary>The parameters that give fields.</summary>
    public static IEnumerable<PropertyInfo> Parameters(System.Type command) =>
        command.GetProperties().Where(property => property.GetCustomAttribute<FieldAttribute>() is not null).OrderBy(property => property.Name, StringComparer.Ordinal);

    /// <summary>Finds the field of a path.</summary>
    public static FieldDescriptor? Find(MessageDescriptor type, string path)
    {
        FieldDescriptor? field = null;
        foreach (var name in path.Split('.'))
        {
            field = (field is null ? type : field.MessageType)?.FindFieldByName(name);
            if (field is null)
            {
                return null;
            }
        }

        return field;
    }

    private static void Set(IMessage message, string path, object? value)
    {
        var at = path.IndexOf('.', StringComparison.Ordinal);
        var field = message.Descriptor.FindFieldByName(at < 0 ? path : path[..at]) ?? throw new InvalidOperationException($"{message.Descriptor.Name} has no field {path}.");
        if (at >= 0)
        {
            if (field.Accessor.GetValue(message) is not IMessage inner)
            {
                inner = (IMessage)(Activator.CreateInstance(field.MessageType.ClrType) ?? throw new InvalidOperationException($"{field.MessageType.Name} cannot be made."));
                field.Accessor.SetValue(message, inner);
            }

            Set(inner, path[(at + 1)..], value);
        }
        else if (field.IsRepeated)
        {
            var list = (IList)field.Accessor.GetValue(message);
            list.Clear();
            foreach (var item in value as IEnumerable ?? Array.Empty<object>())
            {
                list.Add(Convert(field, item));
            }
        }
        else if (value is null)
        {
            field.Accessor.Clear(message);
        }
        else
        {
            field.Accessor.SetValue(message, Convert(field, value));
        }
    }

    private static object? Convert(FieldDescriptor field, object? value) => value switch
    {
        SecureString secret => new NetworkCredential("", secret).Password,
        IContractValue record => record.ToMessage(),
        Enum one => Enum.ToObject(field.EnumType.ClrType, System.Convert.ToInt32(one, CultureInfo.InvariantCulture)),
        TimeSpan span => Duration.FromTimeSpan(span),
        DateTimeOffset time => Timestamp.FromDateTimeOffset(time),
        _ => value,
    };
}
