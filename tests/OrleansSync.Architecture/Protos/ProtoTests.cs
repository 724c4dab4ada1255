using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Protos;

/// <summary>The contract says what it means, and the server keeps it.</summary>
public sealed class ProtoTests
{
    private static readonly (string Service, string Call)[] Calls = [.. Findings.NotEmpty(ProtoFile.All.SelectMany(file => file.Calls()), "call in the contract")];

    [Fact]
    public void Contract_EveryServiceAndCall_HasAComment() => Findings.None(ProtoFile.All.SelectMany(file => file.Uncommented()));

    [Fact]
    public void Contract_EveryEnum_BeginsWithUnspecified() => Findings.None(ProtoFile.All.SelectMany(file => file.EnumsWithoutUnspecified()));

    [Fact]
    public void Contract_EveryFile_IsInItsPackage() => Findings.None(
        from file in ProtoFile.All
        let package = file.File.Folder["protos/".Length..].Replace('/', '.')
        where !file.File.Text.Contains($"\npackage {package};\n", StringComparison.Ordinal)
        select $"{file.File.Path} is not in the package {package}.");

    [Fact]
    public void Server_EveryService_IsImplementedOnceAndMapped()
    {
        var application = RepositoryFiles.Get("src/OrleansSync.Server/Hosting/ServerApplication.cs").Code;
        Findings.None(Calls.Select(call => call.Service).Distinct(StringComparer.Ordinal).SelectMany(Problems));

        IEnumerable<string> Problems(string service)
        {
            var implementations = Implementations(service);
            if (implementations.Count != 1)
            {
                yield return $"{service} is implemented by {implementations.Count} classes of the server: {string.Join(", ", implementations.Select(file => file.Path))}.";
            }

            foreach (var name in implementations.Select(file => file.Name[..^".cs".Length]).Where(name => !application.Contains($".MapGrpcService<{name}>(", StringComparison.Ordinal)))
            {
                yield return $"{name} is not mapped in ServerApplication; nobody can call it.";
            }
        }
    }

    [Fact]
    public void Server_EveryCall_DeclaresTheRoleThatItAsksFor() => Findings.None(
        from call in Calls
        from implementation in Implementations(call.Service)
        let handler = Regex.Match(implementation.Code, $@"(?<attributes>(?:\[[^\]]*\]\s*)*)public override [^;{{}}=]*?\b{call.Call}\(", RegexOptions.ExplicitCapture)
        where !handler.Success || !handler.Groups["attributes"].Value.Contains("[RequireRole(ApiKeyRole.", StringComparison.Ordinal)
        select handler.Success
            ? $"{implementation.At(handler.Index)}: {call.Call} has no [RequireRole]; say which role may call it."
            : $"{implementation.Path} does not implement {call.Call}.");

    private static IReadOnlyList<RepositoryFile> Implementations(string service) =>
        [.. RepositoryFiles.CSharp("src/OrleansSync.Server/").Where(file => file.Code.Contains($"V1.{service}.{service}Base", StringComparison.Ordinal))];
}
