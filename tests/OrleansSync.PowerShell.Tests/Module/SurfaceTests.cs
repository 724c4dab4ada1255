using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>What people expect of every cmdlet, read from the assembly: no PowerShell is needed.</summary>
public sealed partial class SurfaceTests
{
    private static readonly string[] ReadingVerbs = ["Get", "Find", "Test", "Watch", "Wait", "Connect", "Disconnect"];

    // They make an object, and call no server that would be changed.
    private static readonly string[] Makers = ["New-OSyncFieldMapping", "New-OSyncRoute", "New-OSyncColumnChoice"];

    public static TheoryData<string> Names => [.. CmdletType.All.Select(cmdlet => cmdlet.Name)];

    [Fact]
    public void Cmdlets_OfTheModule_AreThere() => Assert.InRange(CmdletType.All.Count, 70, 200);

    [Theory]
    [MemberData(nameof(Names))]
    public void Verb_OfEveryCmdlet_IsApproved(string name)
    {
        var approved = typeof(VerbsCommon).Assembly.GetExportedTypes().Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields()).Select(field => (string?)field.GetRawConstantValue());
        Assert.Contains(Get(name).Verb, approved);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Noun_OfEveryCmdlet_IsSingularWithThePrefix(string name)
    {
        var noun = Get(name).Noun;
        Assert.Matches("^(OSync|Helix)([A-Z][A-Za-z]*)?$", noun);
        Assert.DoesNotMatch("[^s]s$", noun);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cmdlet_ThatChangesSomething_AsksBefore(string name)
    {
        var cmdlet = Get(name);
        Assert.Equal(!ReadingVerbs.Contains(cmdlet.Verb) && !Makers.Contains(name), cmdlet.AsksBefore);
        Assert.Equal(cmdlet.Verb is "Remove" or "Reset" or "Revoke" || name == "Confirm-OSyncRun", cmdlet.IsHighImpact);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Output_OfEveryCmdlet_IsDeclaredAndOurs(string name) => Assert.All(
        Assert.IsAssignableFrom<IReadOnlyList<System.Type>>(Get(name).OutputTypes),
        type => Assert.True(type.Namespace!.StartsWith("OrleansSync.PowerShell", StringComparison.Ordinal) || type == typeof(bool) || type == typeof(string) || type == typeof(void), $"{type}")); // Types have namespaces.

    [Theory]
    [MemberData(nameof(Names))]
    public void Class_OfEveryCmdlet_IsSealedAndNamedAfterIt(string name)
    {
        var cmdlet = Get(name);
        Assert.True(cmdlet.Type.IsSealed);
        Assert.Equal($"{cmdlet.Verb}{cmdlet.Noun}Command", cmdlet.Type.Name);
        Assert.NotEmpty(cmdlet.OutputTypes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_OfEveryCmdlet_HasTwoExamplesAndEveryParameter(string name)
    {
        var cmdlet = Get(name);
        Assert.NotEmpty(cmdlet.Summary);
        Assert.All(cmdlet.Parameters, parameter => Assert.True(parameter.Summary.Length > 10, $"{name} -{parameter.Name} has no help."));
        Assert.True(cmdlet.Examples.Count >= 2, $"{name} has {cmdlet.Examples.Count} examples.");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Examples_OfEveryCmdlet_UseCmdletsAndParametersThatAreThere(string name)
    {
        var cmdlet = Get(name);
        Assert.Contains(cmdlet.Examples, example => example.Code.Contains(name, StringComparison.Ordinal));
        Assert.Empty(cmdlet.Examples.SelectMany(example => ScriptCheck.Problems(example.Code)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Secrets_OfEveryCmdlet_AreNoPlainText(string name) => Assert.DoesNotContain(
        Get(name).Parameters, parameter => parameter.Name is "Password" or "Secret" && parameter.Property.PropertyType != typeof(System.Security.SecureString));

    [Fact]
    public void Fields_OfEveryParameter_AreOfTheContractAndOfItsType()
    {
        var problems = new List<string>();
        foreach (var cmdlet in CmdletType.All.Where(cmdlet => cmdlet.Type.BaseType is { IsGenericType: true }))
        {
            var type = ((IMessage)Activator.CreateInstance(cmdlet.Type.BaseType!.GetGenericArguments()[0])!).Descriptor; // Filtered above; messages have constructors.
            foreach (var property in FieldWriter.Parameters(cmdlet.Type))
            {
                var path = property.GetCustomAttribute<FieldAttribute>()!.Path; // Chosen by it.
                if (FieldWriter.Find(type, path) is not { } field)
                {
                    problems.Add($"{cmdlet.Name} -{property.Name}: {type.Name} has no field {path}.");
                }
                else if (!Fits(field, property.PropertyType))
                {
                    problems.Add($"{cmdlet.Name} -{property.Name}: {property.PropertyType} does not fit {path} ({field.FieldType}).");
                }
            }
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void Enums_OfOurs_HaveTheNumbersOfTheContract()
    {
        var theirs = typeof(V1.SyncDefinition).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace == "OrleansSync.V1" && !type.IsNested).ToList();
        var ours = typeof(OSyncCommand).Assembly.GetExportedTypes().Where(type => type.IsEnum && type.Namespace != "OrleansSync.PowerShell.Projects").ToList();
        Assert.NotEmpty(ours);
        Assert.All(ours, mine => Assert.True(
            theirs.Exists(one => System.Enum.GetNames(one).Where(name => name != "Unspecified").Select(name => (name.ToUpperInvariant(), System.Convert.ToInt32(System.Enum.Parse(one, name), null))).ToHashSet()
                .SetEquals(System.Enum.GetNames(mine).Select(name => (name.ToUpperInvariant(), System.Convert.ToInt32(System.Enum.Parse(mine, name), null))))),
            $"{mine.Name} has other names or numbers than any enumeration of the contract."));
    }

    [Fact]
    public void ErrorIds_OfTheModule_AreUniqueAndInPascalCase()
    {
        var code = File.ReadAllText(Repository.PathOf("src/OrleansSync.PowerShell/Errors/ModuleErrors.cs"));
        var ids = ErrorId().Matches(code).Select(match => match.Groups["id"].Value).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(StringComparer.Ordinal), ids);
        // Nowhere else is an id made but from the server's reasons and from the library's.
        Assert.All(
            Directory.EnumerateFiles(Repository.PathOf("src/OrleansSync.PowerShell"), "*.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("ModuleErrors.cs" or "RpcErrors.cs" or "HelixErrors.cs")),
            file => Assert.DoesNotContain("new OSyncError(", File.ReadAllText(file), StringComparison.Ordinal));
    }

    private static bool Fits(FieldDescriptor field, System.Type type)
    {
        var inner = System.Nullable.GetUnderlyingType(type) ?? type;
        if (field.IsRepeated)
        {
            return inner.IsArray && (field.FieldType is FieldType.String ? inner == typeof(string[]) : typeof(IContractValue).IsAssignableFrom(inner.GetElementType()));
        }

        return field.FieldType switch
        {
            FieldType.String => inner == typeof(string) || inner == typeof(System.Security.SecureString),
            FieldType.Bool => inner == typeof(bool) || inner == typeof(SwitchParameter),
            FieldType.Int32 => inner == typeof(int),
            FieldType.Int64 => inner == typeof(long),
            FieldType.Enum => inner.IsEnum,
            FieldType.Message => (field.MessageType == Duration.Descriptor && inner == typeof(TimeSpan)) || (field.MessageType == Timestamp.Descriptor && inner == typeof(DateTimeOffset)),
            _ => false,
        };
    }

    private static CmdletType Get(string name) => CmdletType.All.Single(cmdlet => cmdlet.Name == name);

    [GeneratedRegex("""OSyncError \w+\([^)]*\)\s*=>\s*new\(\s*"(?<id>[A-Z][A-Za-z]+)"|new\("(?<id>[A-Z][A-Za-z]+)"|new\(\$"(?<id>Run)\{""", RegexOptions.ExplicitCapture)]
    private static partial Regex ErrorId();
}
