using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Filters;

namespace OrleansSync.Server.Requests;

/// <summary>
/// Which messages a list call wants, by the fields of the message itself: texts have = != : without regard to case,
/// everything else that has one value has = and !=. Secrets are never fields of an answer, so they cannot be asked for.
/// </summary>
internal sealed class MessageFilter
{
    private readonly ImmutableArray<Func<IMessage, bool>> tests;

    private MessageFilter(ImmutableArray<Func<IMessage, bool>> tests) => this.tests = tests;

    /// <summary>Reads a filter for messages of a type.</summary>
    /// <exception cref="SyncException"><see cref="SyncError.InvalidArgument"/>: it does not parse.</exception>
    public static MessageFilter Read(string text, MessageDescriptor type)
    {
        var fields = Leaves(type, "").ToImmutableSortedDictionary(leaf => leaf.Path, leaf => leaf.Steps, StringComparer.Ordinal);
        var (comparisons, problem) = FilterComparison.Parse(text, fields.Keys);
        if (problem is not null)
        {
            throw SyncException.Invalid("filter", problem);
        }

        return new([.. comparisons.Select(comparison => Resolve(comparison, fields))]);
    }

    /// <summary>True when the message passes every comparison.</summary>
    public bool Accepts(IMessage message) => tests.All(test => test(message));

    private static IEnumerable<(string Path, ImmutableArray<FieldDescriptor> Steps)> Leaves(MessageDescriptor type, string prefix)
    {
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => !field.IsRepeated))
        {
            if (field.FieldType != FieldType.Message)
            {
                yield return (prefix + field.Name, [field]);
            }
            else if (prefix.Length == 0 && field.MessageType.File.Package == type.File.Package)
            {
                foreach (var (path, steps) in Leaves(field.MessageType, $"{field.Name}."))
                {
                    yield return (path, [field, .. steps]);
                }
            }
        }
    }

    private static Func<IMessage, bool> Resolve(FilterComparison comparison, ImmutableSortedDictionary<string, ImmutableArray<FieldDescriptor>> fields)
    {
        if (!fields.TryGetValue(comparison.Field, out var steps))
        {
            throw SyncException.Invalid("filter", FilterComparison.Unexpected(comparison.FieldAt, "a field", fields.Keys));
        }

        var leaf = steps[^1];
        if (leaf.FieldType == FieldType.String)
        {
            return comparison.Operator switch
            {
                "=" => message => TextOf(message, steps).Equals(comparison.Value, StringComparison.OrdinalIgnoreCase),
                "!=" => message => !TextOf(message, steps).Equals(comparison.Value, StringComparison.OrdinalIgnoreCase),
                _ => message => TextOf(message, steps).Contains(comparison.Value, StringComparison.OrdinalIgnoreCase),
            };
        }

        if (comparison.Operator == ":")
        {
            throw SyncException.Invalid("filter", FilterComparison.Unexpected(comparison.OperatorAt, $"an operator for {comparison.Field}", ["=", "!="]));
        }

        var wanted = ValueOf(leaf, comparison);
        return comparison.Operator == "="
            ? message => Equals(Find(message, steps), wanted)
            : message => !Equals(Find(message, steps), wanted);
    }

    private static object ValueOf(FieldDescriptor leaf, FilterComparison comparison)
    {
        switch (leaf.FieldType)
        {
            case FieldType.Bool when bool.TryParse(comparison.Value, out var flag):
                return flag;
            case FieldType.Int32 when int.TryParse(comparison.Value, System.Globalization.CultureInfo.InvariantCulture, out var number):
                return number;
            case FieldType.Int64 when long.TryParse(comparison.Value, System.Globalization.CultureInfo.InvariantCulture, out var number):
                return number;
            case FieldType.Enum when Names(leaf.EnumType).FirstOrDefault(value => value.Full == comparison.Value || value.Short == comparison.Value) is { Full: not null } found:
                return found.Number;
            default:
                IEnumerable<string> choices = leaf.FieldType switch
                {
                    FieldType.Bool => ["true", "false"],
                    FieldType.Enum => Names(leaf.EnumType).Where(value => value.Number != 0).Select(value => value.Short),
                    _ => ["a whole number"],
                };
                throw SyncException.Invalid("filter", FilterComparison.Unexpected(comparison.ValueAt, $"a value of {comparison.Field}", choices));
        }
    }

    // Values repeat the enumeration's name: SYNC_DIRECTION_PUSH may be written PUSH.
    private static IEnumerable<(string Full, string Short, int Number)> Names(EnumDescriptor type)
    {
        var zero = type.Values[0].Name;
        var prefix = zero.EndsWith("_UNSPECIFIED", StringComparison.Ordinal) ? zero.Length - "UNSPECIFIED".Length : 0;
        return type.Values.Select(value => (value.Name, value.Name[prefix..], value.Number));
    }

    private static string TextOf(IMessage message, ImmutableArray<FieldDescriptor> steps) => Find(message, steps) as string ?? "";

    private static object? Find(IMessage message, ImmutableArray<FieldDescriptor> steps)
    {
        object? value = message;
        foreach (var step in steps)
        {
            value = value is IMessage holder ? step.Accessor.GetValue(holder) : null;
        }

        return value is Enum ? Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture) : value;
    }
}
