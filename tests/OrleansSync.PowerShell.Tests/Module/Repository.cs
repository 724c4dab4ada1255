namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>The tree that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    /// <summary>The whole path of a file.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansSync.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run below the folder of OrleansSync.sln.");
    }
}
