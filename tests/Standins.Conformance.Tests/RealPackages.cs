using System.Diagnostics;

namespace Standins.Conformance;

/// <summary>Where the real packages are: a folder that is named, or what the package source lets one download.</summary>
internal static class RealPackages
{
    private const string Variable = "ORLEANSSYNC_REAL_PACKAGES";
    private const string Version = "10.4.2";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Their dependencies are not needed: assemblies are read, not run.
    private static readonly string[] Names = ["Core.Abstractions", "Server", "TestingHost", "Persistence.AdoNet", "Reminders.AdoNet", "Clustering.AdoNet"];

    /// <summary>The folder of whole sets of packages, null when none is named.</summary>
    public static string? Given { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    public static string NoneGiven => $"{Variable} names no folder; put the .nupkg files of Orleans, gRPC for .NET and Tomlyn into one and name it.";

    public static Lazy<string?> Downloaded { get; } = new(Download);

    public static string NotDownloaded => $"The package source does not give Microsoft.Orleans.* {Version}: PackageDownload of {string.Join(", ", Names)} failed.";

    private static string? Download()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "downloads");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Directory.Packages.props"), "<Project />");
        File.WriteAllText(Path.Combine(folder, "Downloads.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesPath>{folder}/packages</RestorePackagesPath></PropertyGroup>
              <ItemGroup>{string.Concat(Names.Select(name => $"""<PackageDownload Include="Microsoft.Orleans.{name}" Version="[{Version}]" />"""))}</ItemGroup>
            </Project>
            """);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["restore", "Downloads.csproj"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start);
        if (process is null)
        {
            return null;
        }

        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        return process.ExitCode == 0 ? Path.Combine(folder, "packages") : null;
    }
}
