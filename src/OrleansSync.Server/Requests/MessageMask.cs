using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.Engine.Errors;

namespace OrleansSync.Server.Requests;

/// <summary>Reads update_mask as AIP-134 has it: unknown paths are refused, an absent mask is every field that is set.</summary>
internal static class MessageMask
{
    private static readonly FieldMask.MergeOptions Replace = new() { ReplaceMessageFields = true, ReplacePrimitiveFields = true, ReplaceRepeatedFields = true };

    /// <summary>The message with the fields of the mask taken from another.</summary>
    /// <param name="mask">The mask, as it came.</param>
    /// <param name="values">Where the fields are taken from.</param>
    /// <param name="current">What the resource is now; not changed.</param>
    /// <param name="given">The names of the fields that the server gives, which nobody changes.</param>
    public static TMessage Merge<TMessage>(FieldMask? mask, TMessage values, TMessage current, IReadOnlySet<string> given)
        where TMessage : class, IMessage<TMessage>
    {
        var paths = Paths(mask, values, given);
        var merged = current.Clone();
        foreach (var path in paths)
        {
            // Fields of a message that is not there yet are given one to stand in.
            EnsureParent(path, merged);
        }

        new FieldMask { Paths = { paths } }.Merge(values, merged, Replace);
        return merged;
    }

    private static List<string> Paths(FieldMask? mask, IMessage values, IReadOnlySet<string> given)
    {
        var top = values.Descriptor.Fields.InDeclarationOrder().Where(field => !given.Contains(field.Name)).ToList();
        if (mask is null || mask.Paths.Count == 0)
        {
            return SetPaths(values, top, "").ToList();
        }

        if (mask.Paths.Contains("*"))
        {
            return top.ConvertAll(field => field.Name);
        }

        if (mask.Paths.Any(path => given.Contains(path.Split('.')[0]) || !IsKnown(values.Descriptor, path)))
        {
            throw SyncException.Invalid("update_mask", $"has a path that cannot be changed; the paths are *, {string.Join(", ", top.Select(field => field.Name))}.");
        }

        return [.. mask.Paths];
    }

    // A list that is set replaces the whole list; within a message, the fields that are set.
    private static IEnumerable<string> SetPaths(IMessage message, IEnumerable<FieldDescriptor> fields, string prefix)
    {
        foreach (var field in fields)
        {
            var value = field.Accessor.GetValue(message);
            if (field is { FieldType: FieldType.Message, IsRepeated: false })
            {
                if (value is IMessage inner)
                {
                    var within = SetPaths(inner, inner.Descriptor.Fields.InDeclarationOrder(), $"{prefix}{field.Name}.").ToList();
                    foreach (var path in within)
                    {
                        yield return path;
                    }
                }
            }
            else if (field.IsRepeated ? value is System.Collections.ICollection { Count: > 0 } : field.HasPresence ? field.Accessor.HasValue(message) : !IsDefault(value))
            {
                yield return prefix + field.Name;
            }
        }
    }

    private static bool IsDefault(object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        System.Enum choice => Convert.ToInt64(choice, System.Globalization.CultureInfo.InvariantCulture) == 0,
        _ => value.Equals(Activator.CreateInstance(value.GetType())),
    };

    private static bool IsKnown(MessageDescriptor type, string path)
    {
        var (at, rest) = (type, path.Split('.'));
        for (var index = 0; index < rest.Length; index++)
        {
            var field = at?.FindFieldByName(rest[index]);
            if (field is null || (index < rest.Length - 1 && (field.IsRepeated || field.FieldType != FieldType.Message)))
            {
                return false;
            }

            at = field is { FieldType: FieldType.Message, IsRepeated: false } ? field.MessageType : null;
        }

        return true;
    }

    private static void EnsureParent(string path, IMessage message)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            var field = message.Descriptor.FindFieldByName(name);
            if (field.Accessor.GetValue(message) is not IMessage inner)
            {
                inner = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(message, inner);
            }

            message = inner;
        }
    }
}
