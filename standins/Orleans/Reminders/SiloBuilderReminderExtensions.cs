using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Adds reminders to a silo.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Adds reminders; the table is the <see cref="IReminderTable"/> among the services.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder) => builder.ConfigureServices(services => services.AddReminders());

    /// <summary>Adds reminders; the table is the <see cref="IReminderTable"/> among the services.</summary>
    public static void AddReminders(this IServiceCollection services) => services.TryAddSingleton<ReminderService>();
}

/// <summary>Adds reminders that live as long as their silo.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Adds reminders with a table in memory.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder) =>
        builder.AddReminders().ConfigureServices(services => services.AddSingleton<IReminderTable, MemoryReminderTable>());
}
