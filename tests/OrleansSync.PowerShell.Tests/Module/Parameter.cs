using System.Management.Automation;
using System.Reflection;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>A parameter as its attributes declare it. The package's attributes keep nothing, so that the metadata is read.</summary>
internal sealed class Parameter
{
    public Parameter(PropertyInfo property)
    {
        Property = property;
        var data = property.GetCustomAttributesData();
        var named = data.First(attribute => attribute.AttributeType == typeof(ParameterAttribute)).NamedArguments.ToDictionary(argument => argument.MemberName, argument => argument.TypedValue.Value);
        IsMandatory = named.GetValueOrDefault("Mandatory") is true;
        Position = named.GetValueOrDefault("Position") as int?;
        IsPiped = named.GetValueOrDefault("ValueFromPipelineByPropertyName") is true;
        TakesPatterns = data.Any(attribute => attribute.AttributeType == typeof(SupportsWildcardsAttribute));
        Aliases = [.. data.Where(attribute => attribute.AttributeType == typeof(AliasAttribute))
            .SelectMany(attribute => (IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!) // An array of names.
            .Select(argument => (string)argument.Value!)];
    }

    public PropertyInfo Property { get; }

    public string Name => Property.Name;

    public bool IsMandatory { get; }

    public int? Position { get; }

    public bool IsPiped { get; }

    public bool TakesPatterns { get; }

    public IReadOnlyList<string> Aliases { get; }

    public bool IsSwitch => Property.PropertyType == typeof(SwitchParameter);

    /// <summary>As people write the type.</summary>
    public string TypeName => NameOf(Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType);

    public string Summary => XmlDocs.Summary($"P:{Declaring(Property.DeclaringType!).FullName}.{Name}"); // A property has one.

    private static Type Declaring(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    private static string NameOf(Type type) => type.IsArray ? $"{NameOf(type.GetElementType()!)}[]" : type.Name; // An array has one.
}
