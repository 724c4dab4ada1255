using Standins.Conformance.Metadata;

namespace Standins.Conformance;

/// <summary>What the real packages lack may not exist in a stand-in; every exception is in the folder Accounted, with its reason.</summary>
public sealed class ConformanceTests
{
    [DownloadFact]
    public void Orleans_EveryMember_IsInTheDownloadsOrAccountedFor() => Compare(RealPackages.Downloaded.Value!, "Orleans.downloads.txt", ["Standins.Orleans"], "microsoft.orleans.");

    [GivenFact]
    public void Orleans_EveryMember_IsInTheRealPackages() => Compare(RealPackages.Given!, "Orleans.txt", ["Standins.Orleans"], "Microsoft.Orleans.");

    [GivenFact]
    public void Grpc_EveryMember_IsInTheRealPackages() => Compare(RealPackages.Given!, "Grpc.txt", ["Standins.Grpc", "Standins.Grpc.AspNetCore"], "Grpc.");

    [GivenFact]
    public void Tomlyn_EveryMember_IsInTheRealPackages() => Compare(RealPackages.Given!, "Tomlyn.txt", ["Standins.Tomlyn"], "Tomlyn.");

    private static void Compare(string folder, string accounted, string[] assemblies, string prefix)
    {
        var real = Packages.Read(folder, prefix);
        var standin = new Surface();
        foreach (var assembly in assemblies)
        {
            using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
            standin.Add(file);
        }

        Assert.NotEmpty(real.Types);
        Assert.NotEmpty(standin.Types);
        Accounted.AssertAll(Comparison.Findings(standin, real), accounted);
    }
}
