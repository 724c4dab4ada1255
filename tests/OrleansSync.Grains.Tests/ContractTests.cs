using System.Reflection;
using System.Text;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Grains.SyncDefinitions;
using OrleansSync.Helix.Clusters;

namespace OrleansSync.Grains.Tests;

/// <summary>
/// What silos of two versions say to each other during an upgrade: aliases of interfaces and methods, aliases and
/// numbered members of what they exchange. A line of Contracts.txt is added, never changed or taken away.
/// </summary>
public sealed class ContractTests
{
    [Fact]
    public void Contracts_OfThisBuild_AreThoseOfTheFile()
    {
        // Beside the file, so that what was added is copied and not typed.
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Contracts.actual.txt"), Describe());

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts.txt")).ReplaceLineEndings("\n"), Describe());
    }

    [Fact]
    public void GrainMethods_OfEveryInterface_TakeACancellationTokenLast() => Assert.All(
        GrainInterfaces().SelectMany(type => type.GetMethods()),
        method => Assert.Equal(typeof(CancellationToken), method.GetParameters().LastOrDefault()?.ParameterType));

    private static IEnumerable<Type> GrainInterfaces() =>
        typeof(ISyncDefinitionGrain).Assembly.GetTypes().Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type)).OrderBy(type => type.Name, StringComparer.Ordinal);

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in GrainInterfaces())
        {
            text.Append(AliasOf(type)).Append('\n');
            foreach (var method in type.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
            {
                text.Append("  ").Append(AliasOf(method)).Append('(').AppendJoin(", ", method.GetParameters().Select(parameter => NameOf(parameter.ParameterType))).Append("): ")
                    .Append(NameOf(method.ReturnType)).Append('\n');
            }
        }

        foreach (var type in typeof(SyncDefinition).Assembly.GetTypes().Concat(typeof(Cluster).Assembly.GetTypes()).Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null).OrderBy(AliasOf, StringComparer.Ordinal))
        {
            text.Append(AliasOf(type)).Append('\n');
            foreach (var (id, member) in MembersOf(type).OrderBy(member => member.Id))
            {
                text.Append("  ").Append(id).Append(' ').Append(member.Name).Append(": ").Append(NameOf(member.PropertyType)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static IEnumerable<(uint Id, PropertyInfo Member)> MembersOf(Type type) =>
        from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let id = property.GetCustomAttribute<IdAttribute>(inherit: false)
        where id is not null
        select (id.Id, property);

    private static string AliasOf(MemberInfo member) =>
        member.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? throw new InvalidOperationException($"{member.DeclaringType?.Name}.{member.Name} crosses a grain boundary and has no [Alias].");

    private static string NameOf(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
