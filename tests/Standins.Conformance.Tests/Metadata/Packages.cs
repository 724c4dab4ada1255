using System.IO.Compression;

namespace Standins.Conformance.Metadata;

/// <summary>Reads the assemblies of packages: of each the newest framework that this build can use.</summary>
internal static class Packages
{
    private static readonly string[] Frameworks = ["net10.0", "net9.0", "net8.0", "netstandard2.1", "netstandard2.0"];

    /// <summary>The surface of the packages of a folder whose names begin so.</summary>
    public static Surface Read(string folder, params string[] prefixes)
    {
        var surface = new Surface();
        foreach (var path in Directory.EnumerateFiles(folder, "*.nupkg", SearchOption.AllDirectories).Where(path => prefixes.Any(Path.GetFileName(path).StartsWith)).Order(StringComparer.Ordinal))
        {
            using var package = ZipFile.OpenRead(path);
            var framework = Frameworks.FirstOrDefault(name => package.Entries.Any(entry => IsLibrary(entry, name)));
            foreach (var entry in package.Entries.Where(entry => framework is not null && IsLibrary(entry, framework)))
            {
                using var content = entry.Open();
                using var assembly = new MemoryStream();
                content.CopyTo(assembly);
                assembly.Position = 0;
                surface.Add(assembly);
            }
        }

        return surface;
    }

    private static bool IsLibrary(ZipArchiveEntry entry, string framework) =>
        entry.FullName.StartsWith($"lib/{framework}/", StringComparison.OrdinalIgnoreCase) && entry.FullName.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
