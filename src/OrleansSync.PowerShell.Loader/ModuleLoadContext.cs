using System.Reflection;
using System.Runtime.Loader;

namespace OrleansSync.PowerShell.Loader;

/// <summary>Takes what the module's folder has from there, and all else, PowerShell itself first, from the host.</summary>
internal sealed class ModuleLoadContext(string folder) : AssemblyLoadContext("OrleansSync")
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var path = Path.Combine(folder, $"{assemblyName.Name}.dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
