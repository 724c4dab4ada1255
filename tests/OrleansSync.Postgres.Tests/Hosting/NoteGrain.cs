namespace OrleansSync.Postgres.Tests.Hosting;

/// <summary>Keeps a note and reminders.</summary>
[Alias("OrleansSync.Postgres.Tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Read")]
    Task<string?> ReadAsync();

    [Alias("Write")]
    Task WriteAsync(string text, CancellationToken cancellationToken);

    [Alias("Remind")]
    Task RemindAsync(string name);

    [Alias("Reminders")]
    Task<List<string>> RemindersAsync();
}

/// <summary>The state of a note.</summary>
[GenerateSerializer, Alias("OrleansSync.Postgres.Tests.Note")]
public sealed class Note
{
    [Id(0)]
    public string? Text { get; set; }
}

internal sealed class NoteGrain([PersistentState("note")] IPersistentState<Note> note) : Grain, INoteGrain, IRemindable
{
    public Task<string?> ReadAsync() => Task.FromResult(note.State.Text);

    public Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        note.State.Text = text;
        return note.WriteStateAsync(cancellationToken);
    }

    public Task RemindAsync(string name) => this.RegisterOrUpdateReminder(name, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

    public async Task<List<string>> RemindersAsync() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName)];

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;
}
