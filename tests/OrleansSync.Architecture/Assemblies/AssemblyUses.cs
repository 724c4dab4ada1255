using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OrleansSync.Architecture.Assemblies;

/// <summary>Reads from a built assembly which types of other assemblies each of its own types uses, in signatures and in IL.</summary>
internal static class AssemblyUses
{
    /// <summary>The uses, generated code left out: the serializer's generator writes its own types into the assembly.</summary>
    public static IReadOnlyList<(string User, string Used)> Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        var uses = new List<(string, string)>();
        foreach (var handle in reader.TypeDefinitions.Where(handle => !IsGenerated(reader, handle)))
        {
            var types = new UsedTypes(reader);
            AddType(reader, file, reader.GetTypeDefinition(handle), types);
            uses.AddRange(types.Names.Select(name => (NameOf(reader, handle), name)));
        }

        return uses;
    }

    private static void AddType(MetadataReader reader, PEReader file, TypeDefinition type, UsedTypes types)
    {
        if (!type.BaseType.IsNil)
        {
            types.Add(type.BaseType);
        }

        AddConstraints(reader, type.GetGenericParameters(), types);
        AddAttributes(reader, type.GetCustomAttributes(), types);
        foreach (var handle in type.GetInterfaceImplementations())
        {
            types.Add(reader.GetInterfaceImplementation(handle).Interface);
        }

        foreach (var field in type.GetFields().Select(reader.GetFieldDefinition))
        {
            field.DecodeSignature(types, false);
            AddAttributes(reader, field.GetCustomAttributes(), types);
        }

        foreach (var property in type.GetProperties().Select(reader.GetPropertyDefinition))
        {
            AddAttributes(reader, property.GetCustomAttributes(), types);
        }

        foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
        {
            method.DecodeSignature(types, false);
            AddConstraints(reader, method.GetGenericParameters(), types);
            AddAttributes(reader, method.GetCustomAttributes(), types);
            AddBody(file, method, types);
        }
    }

    private static void AddBody(PEReader file, MethodDefinition method, UsedTypes types)
    {
        if (method.RelativeVirtualAddress == 0)
        {
            return;
        }

        var body = file.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
        {
            types.Add(body.LocalSignature);
        }

        foreach (var caught in body.ExceptionRegions.Where(region => !region.CatchType.IsNil))
        {
            types.Add(caught.CatchType);
        }

        foreach (var token in OperandSizes.ReadTokens(body.GetILBytes() ?? []))
        {
            types.Add(MetadataTokens.EntityHandle(token));
        }
    }

    private static void AddConstraints(MetadataReader reader, GenericParameterHandleCollection parameters, UsedTypes types)
    {
        foreach (var constraint in parameters.SelectMany(parameter => reader.GetGenericParameter(parameter).GetConstraints()))
        {
            types.Add(reader.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private static void AddAttributes(MetadataReader reader, CustomAttributeHandleCollection attributes, UsedTypes types)
    {
        foreach (var attribute in attributes)
        {
            types.Add(reader.GetCustomAttribute(attribute).Constructor);
        }
    }

    private static bool IsGenerated(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        if (!type.GetDeclaringType().IsNil)
        {
            return IsGenerated(reader, type.GetDeclaringType());
        }

        // Orleans' generated serializers, and the counters that the coverage tool weaves in.
        var name = reader.GetString(type.Namespace);
        return name.StartsWith("OrleansCodeGen", StringComparison.Ordinal) || name.StartsWith("Coverlet.", StringComparison.Ordinal);
    }

    private static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType().IsNil
            ? type.Namespace.IsNil ? name : $"{reader.GetString(type.Namespace)}.{name}"
            : $"{NameOf(reader, type.GetDeclaringType())}/{name}";
    }
}
