using System.Globalization;

namespace OrleansSync.Testing.Postgres;

/// <summary>The folder of this machine that holds PostgreSQL's programs.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    /// <summary>When set, the only folder that is looked at; an empty folder plays a machine without PostgreSQL.</summary>
    public const string FolderVariable = "ORLEANSSYNC_POSTGRES_BIN";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public static PostgresBinaries? Find() =>
        Candidates().Select(folder => new PostgresBinaries(folder)).FirstOrDefault(found => File.Exists(found.InitDb) && File.Exists(found.Postgres));

    // eng/build.cs looks in the same places before it installs anything.
    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } only)
        {
            return [only];
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return
        [
            .. Versions("/usr/lib/postgresql", "").Select(version => Path.Combine(version, "bin")),
            .. path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            .. Versions("/usr", "pgsql-").Select(version => Path.Combine(version, "bin")),
            .. Versions("/opt/homebrew/opt", "postgresql@").Select(version => Path.Combine(version, "bin")),
            .. Versions("/usr/local/opt", "postgresql@").Select(version => Path.Combine(version, "bin")),
        ];
    }

    private static IEnumerable<string> Versions(string parent, string prefix) =>
        !Directory.Exists(parent)
            ? []
            : from folder in Directory.EnumerateDirectories(parent, prefix + "*")
              let version = Path.GetFileName(folder)[prefix.Length..]
              where int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out _)
              orderby int.Parse(version, CultureInfo.InvariantCulture) descending
              select folder;
}
