namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>Help, views and manifest say what the code says.</summary>
public sealed class ModuleFileTests
{
    public static TheoryData<string> Files => [.. ModuleFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfTheModule_IsWhatTheCodeMakesOfIt(string file)
    {
        var path = Repository.PathOf(file);
        var wanted = ModuleFiles.All[file]();
        if (Environment.GetEnvironmentVariable("ORLEANSSYNC_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // A file in a folder.
            File.WriteAllText(path, wanted);
        }

        Assert.True(File.Exists(path), $"{file} is missing; run this test with ORLEANSSYNC_UPDATE=1 to write it.");
        Assert.True(wanted == File.ReadAllText(path), $"{file} is not what the code makes of it; run this test with ORLEANSSYNC_UPDATE=1 to write it anew.");
    }
}
