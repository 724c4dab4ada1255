using System.Diagnostics;

namespace OrleansSync.Testing.Postgres;

/// <summary>
/// Ends a server and removes its folder once this process is gone, however it went. A shell in a session of its own reads from a pipe that only
/// this process holds: the pipe closes even after SIGKILL, and whoever kills our process tree or our terminal's group does not reach the shell.
/// </summary>
internal sealed class PostgresWatchdog : IDisposable
{
    private const string Detach = """
        if command -v setsid >/dev/null 2>&1; then exec setsid -f /bin/sh -c "$1" watchdog "$2" 2>/dev/null; fi
        exec 3<&0
        /bin/sh -c "$1" watchdog "$2" <&3 3<&- 2>/dev/null &
        """;

    // A stopped process hears nothing but CONT and KILL; QUIT lets the server give its shared memory back.
    // The command line is compared because the number may by now belong to somebody else.
    private const string Body = """
        trap '' INT TERM HUP
        while read -r line; do :; done
        pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
        if [ -d /proc/self ]; then
          case "$(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null)" in *"$1/data"*) ;; *) pid= ;; esac
        fi
        if [ -n "$pid" ]; then
          children=
          for stat in /proc/[0-9]*/stat; do
            read -r line <"$stat" || continue
            id=${stat#/proc/}
            case "${line##*) }" in [A-Za-z]" $pid "*) children="$children ${id%/stat}" ;; esac
          done
          kill -CONT $pid $children
          kill -QUIT $pid
          n=0
          while kill -0 $pid && [ $n -lt 50 ]; do sleep 0.1; n=$((n + 1)); done
          kill -0 $pid && kill -KILL $pid $children
        fi
        n=0
        until rm -rf "$1" || [ $n -ge 5 ]; do sleep 0.2; n=$((n + 1)); done
        """;

    private readonly Process _process;

    public PostgresWatchdog(string folder)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Detach, "sh", Body, folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start.");
    }

    /// <summary>Lets the watchdog do its work now, and waits until it has.</summary>
    public async Task FinishAsync(TimeSpan limit)
    {
        _process.StandardInput.Close();
        // Its output, which is empty, ends when it ends.
        await _process.StandardOutput.ReadToEndAsync().WaitAsync(limit, TimeProvider.System);
    }

    public void Dispose() => _process.Dispose();
}
