using System.Management.Automation;
using System.Reflection;
using OrleansSync.PowerShell.Hosting;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>A cmdlet as its attributes declare it.</summary>
internal sealed class CmdletType
{
    private CmdletType(Type type)
    {
        Type = type;
        var cmdlet = type.GetCustomAttributesData().Single(attribute => attribute.AttributeType == typeof(CmdletAttribute));
        (Verb, Noun) = ((string)cmdlet.ConstructorArguments[0].Value!, (string)cmdlet.ConstructorArguments[1].Value!); // Both are required.
        var named = cmdlet.NamedArguments.ToDictionary(argument => argument.MemberName, argument => argument.TypedValue.Value);
        AsksBefore = named.GetValueOrDefault("SupportsShouldProcess") is true;
        IsHighImpact = named.GetValueOrDefault("ConfirmImpact") is (int)ConfirmImpact.High;
        Parameters = [.. type.GetProperties().Where(property => property.GetCustomAttributesData().Any(attribute => attribute.AttributeType == typeof(ParameterAttribute)))
            .Select(property => new Parameter(property)).OrderBy(parameter => parameter.Position ?? int.MaxValue).ThenBy(parameter => parameter.Name, StringComparer.Ordinal)];
        OutputTypes = [.. type.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(OutputTypeAttribute))
            .SelectMany(attribute => (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(argument => (Type)argument.Value!)]; // An array of types.
        Aliases = [.. type.GetCustomAttributesData().Where(attribute => attribute.AttributeType == typeof(AliasAttribute))
            .SelectMany(attribute => (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(argument => (string)argument.Value!)]; // Likewise.
    }

    /// <summary>All cmdlets of the module, by name.</summary>
    public static IReadOnlyList<CmdletType> All { get; } = [.. typeof(OSyncCommand).Assembly.GetExportedTypes()
        .Where(type => type.GetCustomAttributesData().Any(attribute => attribute.AttributeType == typeof(CmdletAttribute)))
        .Select(type => new CmdletType(type)).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];

    public Type Type { get; }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    public bool AsksBefore { get; }

    public bool IsHighImpact { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<Type> OutputTypes { get; }

    public IReadOnlyList<string> Aliases { get; }

    public string Summary => XmlDocs.Summary($"T:{Type.FullName}");

    public IReadOnlyList<(string Code, string Remark)> Examples => XmlDocs.Examples($"T:{Type.FullName}");
}
