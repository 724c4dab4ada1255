using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Builders;

/// <summary>One run of the program.</summary>
internal sealed class CommandBuild : IAsyncDisposable
{
    private const string ProgressMark = "::progress ";

    private readonly Lock gate = new();
    private readonly List<string> lines = [];
    private readonly CancellationTokenSource stop = new();
    private readonly CommandBuilderOptions options;
    private readonly TimeProvider clock;
    private TaskCompletionSource news = New();
    private BuildState state = BuildState.Running;
    private string cause = "";
    private int percent;
    private long dropped;
    private int before = -1;
    private Task run = Task.CompletedTask;

    private CommandBuild(CommandBuilderOptions options, TimeProvider clock) => (this.options, this.clock) = (options, clock);

    public static CommandBuild Start(BuildJob job, CommandBuilderOptions options, SemaphoreSlim slots, TimeProvider clock)
    {
        var build = new CommandBuild(options, clock);
        build.run = build.RunAsync(job, slots);
        return build;
    }

    /// <summary>How many lines its caller had when it began: those of an earlier life of the build.</summary>
    public int LinesBefore(int linesSeen)
    {
        lock (gate)
        {
            return before < 0 ? before = linesSeen : before;
        }
    }

    /// <summary>Waits until there is something new, or the time is over.</summary>
    public async Task<BuildProgress> WaitAsync(int seen, TimeSpan wait, CancellationToken cancellationToken)
    {
        Task signal;
        lock (gate)
        {
            if (lines.Count > seen || state is not BuildState.Running)
            {
                return Tell(seen);
            }

            signal = news.Task;
        }

        await Task.WhenAny(signal, Task.Delay(wait, clock, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return Tell(seen);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run;
        stop.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BuildProgress Tell(int seen) => new(state, percent, [.. lines.Skip(seen)], cause);

    private async Task RunAsync(BuildJob job, SemaphoreSlim slots)
    {
        try
        {
            await slots.WaitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            End("The build was cancelled.");
            return;
        }

        try
        {
            using var timeout = new CancellationTokenSource(options.Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop.Token);
            try
            {
                using var folder = await BuildFolder.CreateAsync(options.WorkDirectory, job, either.Token);
                End(await RunProgramAsync(folder, job, either.Token));
            }
            catch (OperationCanceledException)
            {
                End(timeout.IsCancellationRequested ? $"The build took longer than {options.Timeout}, which is HelixBuild:Timeout." : "The build was cancelled.");
            }
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            End($"The build program could not be run: {exception.Message}");
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<string> RunProgramAsync(BuildFolder folder, BuildJob job, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = StartInfoOf(folder, job) };
        process.OutputDataReceived += (_, data) => Take(data.Data);
        process.ErrorDataReceived += (_, data) => Take(data.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"The build program ended with the code {process.ExitCode}; its output says why.");
    }

    private ProcessStartInfo StartInfoOf(BuildFolder folder, BuildJob job)
    {
        var words = CommandLine.Split(options.Command);
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // The server's environment may hold secrets, such as the metastore's password.
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        foreach (var (name, value) in job.Input.EnvVars)
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = path;
        start.Environment["HOME"] = folder.PathOf("home");
        start.Environment["HELIX_BUILD_MODE"] = ProjectFileEdit.NameOf(job.Mode);
        start.Environment["HELIX_INSTANCE"] = job.Input.InstanceName;
        return start;
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            if (line.StartsWith(ProgressMark, StringComparison.Ordinal) && int.TryParse(line.AsSpan(ProgressMark.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var guess))
            {
                percent = Math.Clamp(guess, 0, 100);
            }
            else if (lines.Count < options.OutputLinesMax)
            {
                lines.Add(line);
            }
            else
            {
                dropped++;
                return;
            }

            Signal();
        }
    }

    private void End(string failure)
    {
        lock (gate)
        {
            if (dropped > 0)
            {
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"({dropped} more lines were dropped; HelixBuild:OutputLinesMax is {options.OutputLinesMax}.)"));
            }

            (state, cause) = failure.Length == 0 ? (BuildState.Succeeded, "") : (BuildState.Failed, failure);
            Signal();
        }
    }

    private void Signal()
    {
        news.TrySetResult();
        news = New();
    }
}
