using System.Diagnostics;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;
using OrleansSync.PowerShell.Loader;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>Two modules that bring other versions of one library, without PowerShell: assemblies are written for the test.</summary>
public sealed class LoaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("orleanssync-loader-").FullName;
    private readonly string library = $"Shared{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}";

    public void Dispose()
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(exception.Message); // Windows keeps loaded files.
        }
    }

    [Fact]
    public void Load_TwoModulesWithOtherVersionsOfOneLibrary_EachGetsItsOwn()
    {
        // The host, or a module without a context of its own, has version 1 already.
        var host = AssemblyLoadContext.Default.LoadFromAssemblyPath(WriteLibrary("host", 1));
        var (second, third) = (Module("second", 2), Module("third", 3));

        Assert.Equal(1, host.GetName().Version?.Major);
        Assert.Equal(2, VersionSeenBy(second));
        Assert.Equal(3, VersionSeenBy(third));
        Assert.Equal(2, VersionSeenBy(second));
    }

    [Fact]
    public void Load_LibraryThatTheModuleLacks_ComesFromTheHost()
    {
        AssemblyLoadContext.Default.LoadFromAssemblyPath(WriteLibrary("host", 1));
        var path = WriteCaller("alone", 1);

        Assert.Equal(1, VersionSeenBy(ModuleLoader.Load(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path)))); // A file in a folder.
    }

    [Fact]
    public void Load_Twice_GivesTheSameAssembly()
    {
        var path = WriteLibrary("twice", 4);
        var name = Path.GetFileNameWithoutExtension(path);

        Assert.Same(ModuleLoader.Load(Path.GetDirectoryName(path)!, name), ModuleLoader.Load(Path.GetDirectoryName(path)! + Path.DirectorySeparatorChar, name)); // Likewise.
        Assert.Equal("OrleansSync", AssemblyLoadContext.GetLoadContext(ModuleLoader.Load(Path.GetDirectoryName(path)!, name))?.Name);
    }

    [Fact]
    public void Loader_Itself_NeedsNothingButTheFramework() => Assert.All(
        typeof(ModuleLoader).Assembly.GetReferencedAssemblies(), name => Assert.True(name.Name == "netstandard" || name.Name!.StartsWith("System.", StringComparison.Ordinal), name.Name)); // It has a name.

    private static int VersionSeenBy(Assembly caller) => (int)caller.GetType("Caller")!.GetMethod("Version")!.Invoke(null, null)!; // Written below.

    private Assembly Module(string name, int version)
    {
        WriteLibrary(name, version);
        var caller = WriteCaller(name, version);
        return ModuleLoader.Load(Path.GetDirectoryName(caller)!, Path.GetFileNameWithoutExtension(caller)); // A file in a folder.
    }

    // A library whose only method tells its version.
    private string WriteLibrary(string module, int version)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(library) { Version = new Version(version, 0, 0, 0) }, typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(library).DefineType("Library", TypeAttributes.Public | TypeAttributes.Class);
        var code = type.DefineMethod("Version", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []).GetILGenerator();
        code.Emit(OpCodes.Ldc_I4, version);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        return Save(assembly, module, library);
    }

    // An assembly that refers to the library in a version, and asks it for its version.
    private string WriteCaller(string module, int version)
    {
        using var read = new MetadataLoadContextOf(WriteLibrary(Path.Combine("reference", module), version));
        var name = $"Caller{module}{library}";
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(name).DefineType("Caller", TypeAttributes.Public | TypeAttributes.Class);
        var code = type.DefineMethod("Version", MethodAttributes.Public | MethodAttributes.Static, typeof(int), []).GetILGenerator();
        code.Emit(OpCodes.Call, read.Version);
        code.Emit(OpCodes.Ret);
        type.CreateType();
        return Save(assembly, module, name);
    }

    private string Save(PersistedAssemblyBuilder assembly, string module, string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, module)).FullName, $"{name}.dll");
        assembly.Save(path);
        return path;
    }

    /// <summary>The library's method in a context that goes again, so that only the caller's reference stays.</summary>
    private sealed class MetadataLoadContextOf : IDisposable
    {
        private readonly AssemblyLoadContext context = new("reference", isCollectible: true);

        public MetadataLoadContextOf(string path) => Version = context.LoadFromAssemblyPath(path).GetType("Library")!.GetMethod("Version")!; // Written above.

        public MethodInfo Version { get; }

        public void Dispose() => context.Unload();
    }
}
