using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Loader;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>The module as it is installed, made of what was built with the tests; or the one that ORLEANSSYNC_MODULE names.</summary>
internal static class ModuleFolder
{
    private static readonly Lazy<string> Made = new(Make);

    /// <summary>The folder, whose last part is the module's name.</summary>
    public static string Path => Environment.GetEnvironmentVariable("ORLEANSSYNC_MODULE") is { Length: > 0 } given ? given : Made.Value;

    private static string Make()
    {
        var folder = System.IO.Path.Combine(AppContext.BaseDirectory, "module", "OrleansSync");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        var source = Repository.PathOf("module");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetRelativePath(source, file)));
        }

        Copy(typeof(ModuleLoader).Assembly.Location, System.IO.Path.Combine(folder, "loader", System.IO.Path.GetFileName(typeof(ModuleLoader).Assembly.Location)));
        foreach (var library in Needed(typeof(OSyncCommand).Assembly.Location))
        {
            Copy(library, System.IO.Path.Combine(folder, "bin", System.IO.Path.GetFileName(library)));
        }

        return folder;
    }

    // What the assembly refers to, and what that refers to, as far as it lies beside it.
    private static HashSet<string> Needed(string first)
    {
        var beside = System.IO.Path.GetDirectoryName(first) ?? "";
        var all = new HashSet<string>(StringComparer.Ordinal) { first };
        var next = new Queue<string>([first]);
        while (next.TryDequeue(out var path))
        {
            using var reader = new PEReader(File.OpenRead(path));
            var metadata = reader.GetMetadataReader();
            foreach (var name in metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)))
            {
                var library = System.IO.Path.Combine(beside, $"{name}.dll");
                // PowerShell brings its own.
                if (name != "System.Management.Automation" && File.Exists(library) && all.Add(library))
                {
                    next.Enqueue(library);
                }
            }
        }

        return all;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to) ?? "");
        File.Copy(from, to, overwrite: true);
    }
}
