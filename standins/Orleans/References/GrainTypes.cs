using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The grain classes and interfaces of one silo.</summary>
internal sealed class GrainTypes
{
    private static readonly ConcurrentDictionary<Assembly, Type[]> Loaded = new();

    private readonly Dictionary<GrainType, GrainClass> classes = [];

    public GrainTypes(IOptions<GrainTypeOptions> options)
    {
        Interfaces = [.. options.Value.Interfaces];
        foreach (var type in options.Value.Classes.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var grainClass = new GrainClass(type);
            if (!classes.TryAdd(grainClass.GrainType, grainClass))
            {
                throw new OrleansConfigurationException($"Two grain classes are named {grainClass.GrainType}: {classes[grainClass.GrainType].Type} and {type}. Give one of them a [GrainType].");
            }
        }
    }

    public IReadOnlyCollection<Type> Interfaces { get; }

    public IEnumerable<GrainClass> Classes => classes.Values;

    public static GrainInterfaceType NameOf(Type interfaceType) => GrainInterfaceType.Create(interfaceType.FullName!);   // a closed type has a name

    public static Type[] TypesOf(Assembly assembly) => Loaded.GetOrAdd(assembly, static assembly =>
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException exception)
        {
            return [.. exception.Types.OfType<Type>()];
        }
    });

    public GrainClass Get(GrainType grainType) =>
        classes.TryGetValue(grainType, out var found) ? found : throw new ArgumentException($"There is no grain class named {grainType}.");

    public GrainClass Implementation(Type interfaceType, string? prefix)
    {
        var all = classes.Values.Where(candidate => candidate.Type.IsAssignableTo(interfaceType)).ToArray();
        var fitting = string.IsNullOrWhiteSpace(prefix) ? all : [.. all.Where(candidate => candidate.Type.FullName!.StartsWith(prefix, StringComparison.Ordinal))];   // a class has a name
        var exact = fitting.Where(candidate => string.IsNullOrWhiteSpace(prefix) ? interfaceType.Name[1..] == candidate.Type.Name : candidate.Type.FullName == prefix).ToArray();
        return (exact, fitting) switch
        {
            ([var one], _) => one,
            (_, [var one]) => one,
            (_, []) => throw new ArgumentException($"No grain class implements the interface {interfaceType}{(prefix is null ? "" : $" with the prefix \"{prefix}\"")}."),
            _ => throw new ArgumentException($"The interface {interfaceType} has more than one implementation: {string.Join(", ", fitting.Select(candidate => candidate.Type.FullName))}. Name one with a class name prefix."),
        };
    }
}

/// <summary>Finds grain classes and interfaces in the assemblies that are loaded or that those refer to.</summary>
internal sealed class GrainTypeScan : IConfigureOptions<GrainTypeOptions>
{
    public void Configure(GrainTypeOptions options)
    {
        foreach (var type in Assemblies().SelectMany(GrainTypes.TypesOf).Where(type => type.IsAssignableTo(typeof(IAddressable)) && !type.IsGenericTypeDefinition))
        {
            if (type.IsInterface && type.Assembly != typeof(GrainTypes).Assembly)
            {
                options.Interfaces.Add(type);
            }
            else if (type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IGrain)) && !type.IsAssignableTo(typeof(GrainProxy)))
            {
                options.Classes.Add(type);
            }
        }
    }

    private static IEnumerable<Assembly> Assemblies()
    {
        var own = typeof(GrainTypeScan).Assembly;
        var found = new HashSet<Assembly> { own };
        var left = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic && Refers(assembly, own)));
        while (left.TryDequeue(out var assembly))
        {
            if (found.Add(assembly))
            {
                foreach (var name in assembly.GetReferencedAssemblies().Where(IsApplications))
                {
                    if (TryLoad(name) is { } reference)
                    {
                        left.Enqueue(reference);
                    }
                }
            }
        }

        return found.Where(assembly => assembly == own || Refers(assembly, own));
    }

    // A reference that is not there is not used either, and holds no grains.
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    private static bool Refers(Assembly assembly, Assembly own) =>
        assembly == Assembly.GetEntryAssembly() || assembly.GetReferencedAssemblies().Any(name => name.Name == own.GetName().Name);

    private static bool IsApplications(AssemblyName name) =>
        name.Name is { } text && !text.StartsWith("System", StringComparison.Ordinal) && !text.StartsWith("Microsoft.", StringComparison.Ordinal) && text is not ("netstandard" or "mscorlib");
}
