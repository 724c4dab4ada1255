using System.Diagnostics;

namespace OrleansSync.Testing.Postgres;

/// <summary>Starts PostgreSQL's programs; as root under another user, because they refuse root.</summary>
internal static class PostgresPrograms
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>Runs a program to its end and gives its output.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var start = Prepare(program, arguments, folder);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, TimeProvider.System, cancellationToken);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}:{Environment.NewLine}{await output}{await errors}");
    }

    /// <summary>Starts a program in a session of its own, so that the terminal's Ctrl+C does not reach it, with its output in a file.</summary>
    public static Process StartLogged(string program, string[] arguments, string folder, string log)
    {
        const string Shell = """
            exec </dev/null >>"$0" 2>&1
            if command -v setsid >/dev/null; then exec setsid "$@"; fi
            exec "$@"
            """;
        return Process.Start(Prepare("/bin/sh", ["-c", Shell, log, program, .. arguments], folder))
            ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static ProcessStartInfo Prepare(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name); // PGDATA, PGPORT and their like would redirect the programs.
        }

        start.Environment["LC_ALL"] = "C";
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = FindServerUser();
        }

        return start;
    }

    private static string FindServerUser()
    {
        var users = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet();
        return new[] { "postgres", "nobody" }.FirstOrDefault(users.Contains)
            ?? throw new InvalidOperationException($"PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody to run it. Set {PostgresAvailability.ConnectionVariable}, or run the tests as an ordinary user.");
    }
}
