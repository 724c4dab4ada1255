using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansSync.Testing.Postgres;

/// <summary>Signals, and the children of a process: what <see cref="System.Diagnostics.Process"/> does not offer.</summary>
internal static class UnixProcesses
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;

    public static int Stop => OperatingSystem.IsMacOS() ? 17 : 19;

    public static int Continue => OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>False when there is no such process any more.</summary>
    public static bool Signal(int processId, int signal) => NativeKill(processId, signal) == 0;

    /// <summary>Alive, and not merely waiting for its parent to notice that it is dead.</summary>
    public static bool IsRunning(int processId) =>
        OperatingSystem.IsLinux() ? ReadStat(processId) is { State: not 'Z' } : Signal(processId, 0);

    /// <summary>The children of a process, from /proc; elsewhere none, and PostgreSQL's backends follow their dead postmaster by themselves.</summary>
    public static IReadOnlyList<int> FindChildren(int processId)
    {
        if (!Directory.Exists("/proc"))
        {
            return [];
        }

        return
        [
            .. from folder in Directory.EnumerateDirectories("/proc")
               let name = Path.GetFileName(folder)
               where char.IsAsciiDigit(name[0])
               let id = int.Parse(name, CultureInfo.InvariantCulture)
               where ReadStat(id) is { } stat && stat.ParentId == processId
               select id,
        ];
    }

    // "42 (a name) S 1 ...": the name may hold spaces and parentheses, so the fields are counted from its last parenthesis.
    private static (char State, int ParentId)? ReadStat(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null; // It ended meanwhile.
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}
