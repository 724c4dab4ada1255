using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Which types need a copy, and which have a serializer at all.</summary>
internal static class TypeRules
{
    private static readonly HashSet<Type> Unchanging =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Uri), typeof(Version), typeof(IPAddress), typeof(IPEndPoint),
        typeof(CultureInfo), typeof(CompareInfo), typeof(CancellationToken), typeof(SiloAddress),
    ];

    // The types whose copies need no copies of their parts if the parts never change.
    private static readonly HashSet<Type> UnchangingIfParts =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    /// <summary>Whether a value declared as this type is never copied, whatever it is at run time.</summary>
    public static bool IsShallow(Type type) => Known.GetOrAdd(type, static type =>
        type.IsPrimitive
        || type.IsEnum
        || Unchanging.Contains(type)
        || ((type.IsSealed || type.IsValueType) && type.IsDefined(typeof(ImmutableAttribute), false))
        || (type.IsGenericType && (UnchangingIfParts.Contains(type.GetGenericTypeDefinition()) || IsTuple(type)) && type.GetGenericArguments().All(IsShallow)));

    /// <summary>Whether a value whose type at run time is this one is never copied.</summary>
    public static bool IsImmutableAtRunTime(Type type) =>
        type.IsDefined(typeof(ImmutableAttribute), false)
        || type.IsAssignableTo(typeof(Type))
        || type.IsAssignableTo(typeof(CultureInfo))
        || type.IsAssignableTo(typeof(IPAddress))
        || type.IsAssignableTo(typeof(GrainReference))
        || type.IsAssignableTo(typeof(GrainProxy))
        || type == typeof(object);

    public static bool HasSerializer(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), false);

    public static bool IsTuple(Type type) => type.FullName is { } name
        && (name.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || name.StartsWith("System.Tuple`", StringComparison.Ordinal));

    /// <summary>The members of this type, without those of its bases, that are carried.</summary>
    public static IEnumerable<MemberInfo> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var parameters = PrimaryConstructorParameters(type);
        foreach (var property in type.GetProperties(declared))
        {
            if (property.GetIndexParameters().Length == 0 && (property.IsDefined(typeof(IdAttribute)) || parameters.Any(parameter => Matches(parameter, property))))
            {
                yield return property;
            }
        }

        foreach (var field in type.GetFields(declared))
        {
            if (field.IsDefined(typeof(IdAttribute)))
            {
                yield return field;
            }
        }
    }

    /// <summary>The type and those of its bases that are carried with it.</summary>
    public static IEnumerable<Type> Levels(Type type)
    {
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            if (HasSerializer(level))
            {
                yield return level;
            }
        }
    }

    private static ParameterInfo[] PrimaryConstructorParameters(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var asked = type.GetCustomAttribute<GenerateSerializerAttribute>(false) is { IncludePrimaryConstructorParameters: true };
        // Only records have a method of this name and shape of their own.
        var record = type.GetMethod("PrintMembers", declared, [typeof(System.Text.StringBuilder)]) is not null;
        if (!asked && !record)
        {
            return [];
        }

        // Those of a base count as well: the parameter is then handed on to it.
        var properties = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return type.GetConstructors(declared)
            .Select(constructor => constructor.GetParameters())
            .FirstOrDefault(parameters => parameters.Length > 0 && parameters.All(parameter => properties.Any(property => Matches(parameter, property)))) ?? [];
    }

    private static bool Matches(ParameterInfo parameter, PropertyInfo property) =>
        parameter.ParameterType == property.PropertyType && string.Equals(Canonical(parameter.Name), Canonical(property.Name), StringComparison.Ordinal);

    private static string Canonical(string? name)
    {
        name = name?.TrimStart('_') ?? "";
        return name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];
    }
}
