using System.Reflection;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Finds out before the first call whether everything that a grain interface carries has a serializer.</summary>
internal sealed class SerializerCheck
{
    private readonly Dictionary<Type, string?> answers = [];
    private readonly List<string> complaints = [];

    public IReadOnlyList<string> Complaints => complaints;

    public void Visit(Type grainInterface)
    {
        foreach (var method in grainInterface.GetInterfaces().Append(grainInterface).SelectMany(face => face.GetMethods(BindingFlags.Instance | BindingFlags.Public)))
        {
            var name = $"{grainInterface.FullName}.{method.Name}";
            if (method.IsGenericMethod)
            {
                complaints.Add($"The method {name} is generic, which the stand-in does not support.");
                continue;
            }

            foreach (var parameter in method.GetParameters())
            {
                Add(parameter.ParameterType == typeof(CancellationToken) ? null : Complain(parameter.ParameterType), $"parameter {parameter.Name}", name);
            }

            Add(ComplainOfResult(method.ReturnType), "result", name);
        }
    }

    private void Add(string? complaint, string part, string method)
    {
        if (complaint is not null)
        {
            complaints.Add($"{complaint} It is reached from the {part} of the method {method}.");
        }
    }

    private string? ComplainOfResult(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return null;
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>)
            ? Complain(type.GetGenericArguments()[0])
            : $"The type {type} cannot be a result: the stand-in knows void, Task, Task<T>, ValueTask and ValueTask<T>.";
    }

    private string? Complain(Type type)
    {
        if (!answers.TryGetValue(type, out var answer))
        {
            answers[type] = null;   // a type that contains itself is as good as the rest of it
            answers[type] = answer = Ask(type);
        }

        return answer;
    }

    private string? Ask(Type type)
    {
        if (type.IsByRef || type.IsPointer || type.IsGenericParameter || type.IsAssignableTo(typeof(Delegate)) || type == typeof(CancellationToken))
        {
            return $"The type {type} cannot be carried over a grain boundary.";
        }

        if (CollectionCopiers.IsKnown(type))
        {
            return type.IsArray ? Complain(type.GetElementType()!) : First(type.GetGenericArguments().Select(Complain));   // an array has an element type
        }

        if (type.IsAssignableTo(typeof(IAddressable)))
        {
            return type.IsInterface || type.IsAssignableTo(typeof(GrainReference)) ? null : $"The type {type} is a grain's class: only references are carried over a grain boundary.";
        }

        if (TypeRules.HasSerializer(type))
        {
            return First(TypeRules.Levels(type).SelectMany(TypeRules.Members).Select(TypeOf).Select(Complain)) ?? (type.IsSealed ? null : First(Below(type)));
        }

        // What is known without an attribute of its own: basic types, object (looked at when it is carried) and exceptions.
        if (type == typeof(object) || type == typeof(Type) || type.IsAssignableTo(typeof(Exception))
            || (!type.IsDefined(typeof(ImmutableAttribute), false) && TypeRules.IsShallow(type)) || type == typeof(SiloAddress))
        {
            return null;
        }

        return type.IsInterface && Below(type).ToArray() is { Length: > 0 } implementations
            ? First(implementations)
            : $"The type {type} has no serializer: mark it with [GenerateSerializer] and its members with [Id].";
    }

    /// <summary>The classes of the same assembly that a value of this type may be, since they are carried as well.</summary>
    private IEnumerable<string?> Below(Type type) =>
        from candidate in GrainTypes.TypesOf(type.Assembly)
        where candidate != type && candidate is { IsAbstract: false, ContainsGenericParameters: false } && candidate.IsAssignableTo(type)
        select Complain(candidate);

    private static string? First(IEnumerable<string?> complaints) => complaints.FirstOrDefault(complaint => complaint is not null);

    private static Type TypeOf(MemberInfo member) => member is FieldInfo field ? field.FieldType : ((PropertyInfo)member).PropertyType;
}
