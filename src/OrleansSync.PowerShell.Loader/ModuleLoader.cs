using System.Reflection;

namespace OrleansSync.PowerShell.Loader;

/// <summary>
/// Loads the module's cmdlets and everything that they need into a load context of its own, so that other modules may bring other versions of
/// the same libraries. OrleansSync.psm1 calls it.
/// </summary>
public static class ModuleLoader
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, ModuleLoadContext> Contexts = new(StringComparer.Ordinal);

    /// <summary>Loads an assembly of a folder; a second call gives the one that is loaded.</summary>
    /// <param name="folder">The folder with the module's libraries.</param>
    /// <param name="name">The assembly's name, without .dll.</param>
    /// <exception cref="FileNotFoundException">The folder has no such assembly.</exception>
    public static Assembly Load(string folder, string name)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        lock (Gate)
        {
            if (!Contexts.TryGetValue(path, out var context))
            {
                Contexts[path] = context = new ModuleLoadContext(path);
            }

            return context.LoadFromAssemblyPath(Path.Combine(path, $"{name}.dll"));
        }
    }
}
