using System.Diagnostics;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>PowerShell, where there is one: the program that ORLEANSSYNC_PWSH names, else pwsh on PATH.</summary>
internal static class Pwsh
{
    public const string Variable = "ORLEANSSYNC_PWSH";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The program; null where there is none.</summary>
    public static string? Program { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Find();

    /// <summary>Why a test that needs it is skipped; null when it is there.</summary>
    public static string? WhyNot => Program is null ? $"there is no pwsh: neither {Variable} names one nor is it on PATH. What only PowerShell can show is not tested." : null;

    /// <summary>Runs a script and gives its exit code and all that it wrote.</summary>
    /// <param name="script">The script.</param>
    /// <param name="environment">Variables for it.</param>
    /// <param name="input">What it reads from its standard input, which is closed then.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string script, IReadOnlyDictionary<string, string> environment, string input = "")
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Path.GetRandomFileName()}.ps1");
        await File.WriteAllTextAsync(file, script);
        try
        {
            var start = new ProcessStartInfo(Program ?? throw new InvalidOperationException(WhyNot)) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
            foreach (var argument in (string[])["-NoProfile", "-NonInteractive", "-File", file])
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment["NO_COLOR"] = "1";
            foreach (var (name, value) in environment)
            {
                start.Environment[name] = value;
            }

            using var process = Process.Start(start) ?? throw new InvalidOperationException("pwsh did not start.");
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            using var late = new CancellationTokenSource(Patience);
            try
            {
                await process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"pwsh did not end within {Patience}; it wrote:\n{await output}{await errors}");
            }

            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "pwsh"), Path.Combine(folder, "pwsh.exe") }).FirstOrDefault(File.Exists);
}
