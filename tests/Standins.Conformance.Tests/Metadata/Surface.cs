using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Standins.Conformance.Metadata;

/// <summary>What some assemblies show to others, and what of others they name.</summary>
internal sealed class Surface
{
    private readonly Dictionary<string, SurfaceType> types = new(StringComparer.Ordinal);
    private readonly HashSet<string> references = new(StringComparer.Ordinal);

    /// <summary>The types that others see, by name.</summary>
    public IReadOnlyDictionary<string, SurfaceType> Types => types;

    /// <summary>The types (<c>Name</c>) and members (<c>Name::Key</c>) of other assemblies that these use.</summary>
    public IReadOnlySet<string> References => references;

    /// <summary>Adds an assembly.</summary>
    public void Add(Stream assembly)
    {
        using var file = new PEReader(assembly, PEStreamOptions.PrefetchEntireImage);
        var reader = file.GetMetadataReader();
        foreach (var handle in reader.TypeDefinitions.Where(handle => IsVisible(reader, handle)))
        {
            var type = Read(reader, handle);
            // Two packages may each have a static class of one name.
            types[type.Name] = types.TryGetValue(type.Name, out var other) ? type with { Members = type.Members.Concat(other.Members).DistinctBy(member => member.Key).ToDictionary() } : type;
        }

        references.UnionWith(reader.TypeReferences.Select(handle => TypeNames.Provider.GetTypeFromReference(reader, handle, 0)));
        references.UnionWith(reader.MemberReferences.Select(handle => Reference(reader, reader.GetMemberReference(handle))).OfType<string>());
        references.UnionWith(reader.TypeDefinitions.SelectMany(handle => Implemented(reader, reader.GetTypeDefinition(handle))));
    }

    /// <summary>The type and those above it, as far as they are known here.</summary>
    public IEnumerable<SurfaceType> WithBases(string name)
    {
        for (var next = name; next is not null && types.TryGetValue(Definition(next), out var type); next = type.Base)
        {
            yield return type;
            foreach (var other in type.Interfaces.Where(_ => type.IsInterface).SelectMany(WithBases))
            {
                yield return other;
            }
        }
    }

    /// <summary>The name without type arguments.</summary>
    public static string Definition(string name) => name.IndexOf('<', StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    /// <summary>What implements an interface names its members: those that have the same name, parameters and result.</summary>
    private static IEnumerable<string> Implemented(MetadataReader reader, TypeDefinition type) =>
        from implemented in type.GetInterfaceImplementations()
        let name = TypeNames.Provider.Name(reader, reader.GetInterfaceImplementation(implemented).Interface)
        from handle in type.GetMethods()
        let method = reader.GetMethodDefinition(handle)
        select $"{name}::{Key(reader.GetString(method.Name), method.DecodeSignature(TypeNames.Provider, null))}";

    private static SurfaceType Read(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var members = type.GetMethods().Select(method => Read(reader, reader.GetMethodDefinition(method)))
            .Concat(type.GetFields().Select(field => Read(reader, reader.GetFieldDefinition(field))))
            .OfType<SurfaceMember>();
        return new SurfaceType(
            TypeNames.Provider.GetTypeFromDefinition(reader, handle, 0),
            type.Attributes.HasFlag(TypeAttributes.Interface),
            type.Attributes.HasFlag(TypeAttributes.Sealed),
            type.Attributes.HasFlag(TypeAttributes.Abstract),
            type.BaseType.IsNil ? null : TypeNames.Provider.Name(reader, type.BaseType),
            [.. type.GetInterfaceImplementations().Select(each => TypeNames.Provider.Name(reader, reader.GetInterfaceImplementation(each).Interface)!)], // An interface is a type.
            members.ToDictionary(member => member.Key, StringComparer.Ordinal));
    }

    private static SurfaceMember? Read(MetadataReader reader, MethodDefinition method)
    {
        var access = method.Attributes & MethodAttributes.MemberAccessMask;
        var name = reader.GetString(method.Name);
        if (access is not (MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem) || name.StartsWith('<'))
        {
            return null;
        }

        var isVirtual = method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.Final);
        return new SurfaceMember(
            Key(name, method.DecodeSignature(TypeNames.Provider, null)),
            access == MethodAttributes.Public,
            isVirtual,
            method.Attributes.HasFlag(MethodAttributes.Abstract),
            method.Attributes.HasFlag(MethodAttributes.Virtual) && !method.Attributes.HasFlag(MethodAttributes.NewSlot),
            [.. method.GetParameters().Select(reader.GetParameter).Where(parameter => parameter.SequenceNumber > 0).OrderBy(parameter => parameter.SequenceNumber)
                .Select(parameter => (reader.GetString(parameter.Name), parameter.Attributes.HasFlag(ParameterAttributes.Optional)))],
            null);
    }

    private static SurfaceMember? Read(MetadataReader reader, FieldDefinition field)
    {
        var access = field.Attributes & FieldAttributes.FieldAccessMask;
        var name = reader.GetString(field.Name);
        if (access is not (FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem) || name == "value__")
        {
            return null;
        }

        var constant = field.GetDefaultValue() is { IsNil: false } value ? Convert.ToString(Constant(reader, reader.GetConstant(value)), CultureInfo.InvariantCulture) : null;
        return new SurfaceMember($"{name} : {field.DecodeSignature(TypeNames.Provider, null)}", access == FieldAttributes.Public, false, false, false, [], constant);
    }

    private static object? Constant(MetadataReader reader, Constant constant) => reader.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode);

    private static string? Reference(MetadataReader reader, MemberReference member)
    {
        var type = TypeNames.Provider.Name(reader, member.Parent);
        var name = reader.GetString(member.Name);
        return type is null ? null
            : $"{Definition(type)}::{(member.GetKind() == MemberReferenceKind.Method ? Key(name, member.DecodeMethodSignature(TypeNames.Provider, null)) : $"{name} : {member.DecodeFieldSignature(TypeNames.Provider, null)}")}";
    }

    private static string Key(string name, MethodSignature<string> signature) =>
        $"{(signature.Header.IsInstance ? "" : "static ")}{name}{(signature.GenericParameterCount > 0 ? $"``{signature.GenericParameterCount}" : "")}({string.Join(", ", signature.ParameterTypes)}) : {signature.ReturnType}";
}
