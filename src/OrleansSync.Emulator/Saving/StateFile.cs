using System.Text.Json;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Saving;

/// <summary>Keeps the state in a file: written beside it and then put in its place, so that a crash leaves the old or the new one.</summary>
internal sealed class StateFile(TenantState tenant, TimeProvider realTime) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private long saved = -1;

    private string Path => tenant.Options.SaveFile!; // Whoever makes this has looked.

    /// <summary>Reads the file into an empty state; false when there is none.</summary>
    /// <exception cref="EmulatorSetupException">It is no saved state.</exception>
    public bool Load()
    {
        if (!File.Exists(Path))
        {
            return false;
        }

        try
        {
            using var reader = new StreamReader(Path);
            StateReader.Read(tenant, reader);
            saved = tenant.Changes;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EmulatorSetupException($"The state in {Path} cannot be read: {exception.Message} Name another file with --save, or remove this one.", exception);
        }
    }

    /// <summary>Saves now and then while the state changes.</summary>
    public void Start() => running = RunAsync();

    /// <summary>Saves the state if it changed.</summary>
    public void Save()
    {
        var beside = Path + ".new";
        lock (tenant.Gate)
        {
            if (tenant.Changes == saved)
            {
                return;
            }

            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                StateWriter.Write(tenant, file);
                file.Flush(flushToDisk: true);
            }

            saved = tenant.Changes;
        }

        File.Move(beside, Path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        Save();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(tenant.Options.SaveInterval, realTime, stop.Token);
                Save();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The last save is the one of DisposeAsync.
        }
    }
}
