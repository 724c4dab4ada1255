using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace OrleansSync.Bench.Ledger;

/// <summary>The processor time of this process and of all processes of a PostgreSQL on this machine (0 for one elsewhere).</summary>
internal sealed class ServerClock
{
    private const double TicksPerSecond = 100; // USER_HZ, on every Linux that .NET runs on.
    private readonly int? _postmaster;

    private ServerClock(int? postmaster) => _postmaster = postmaster;

    public static async Task<ServerClock> OpenAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select pg_backend_pid()");
        var stat = Stat((int)(await command.ExecuteScalarAsync())!); // The function always answers.
        return new(stat is null ? null : int.Parse(stat[1], CultureInfo.InvariantCulture));
    }

    public (TimeSpan Client, TimeSpan Server) Read()
    {
        var server = 0.0;
        if (_postmaster is { } postmaster)
        {
            foreach (var folder in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(folder), out var process) && Stat(process) is { } stat && (process == postmaster || stat[1] == $"{postmaster}"))
                {
                    // utime, stime; of the postmaster also cutime and cstime: those of sessions that have ended.
                    server += stat[11..(process == postmaster ? 15 : 13)].Sum(value => double.Parse(value, CultureInfo.InvariantCulture));
                }
            }
        }

        return (Process.GetCurrentProcess().TotalProcessorTime, TimeSpan.FromSeconds(server / TicksPerSecond));
    }

    /// <summary>The fields after the program's name: state, parent, ...</summary>
    private static string[]? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // Ended, or not on this machine.
        }
    }
}
