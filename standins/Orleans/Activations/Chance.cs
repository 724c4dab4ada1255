using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// What may happen to a grain at any time, and seldom does: its life ends between two calls, a tick of a reminder is lost or comes
/// twice. Tests turn it on, so that code which counts on luck fails. Each chance from 0 to 1 is named by the configuration, by
/// AppContext (with dots) or by the environment (with double underscores), which reaches every silo of a process.
/// </summary>
internal sealed class Chance
{
    private const string Prefix = "Standins:Orleans:";

    private readonly double deactivate;
    private readonly double miss;
    private readonly double repeat;
    private readonly Random random;

    public Chance(IConfiguration configuration)
    {
        deactivate = Read("DeactivateBetweenCalls");
        miss = Read("MissReminders");
        repeat = Read("RepeatReminders");
        random = new Random(Find("Seed") is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : 1);

        double Read(string key) => Find(key) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;

        string? Find(string name) => configuration[Prefix + name]
            ?? AppContext.GetData((Prefix + name).Replace(':', '.')) as string
            ?? Environment.GetEnvironmentVariable((Prefix + name).Replace(":", "__", StringComparison.Ordinal));
    }

    public bool EndsLife() => Strikes(deactivate);

    /// <summary>How often a tick that is due reaches its grain.</summary>
    public int Ticks() => Strikes(miss) ? 0 : Strikes(repeat) ? 2 : 1;

    private bool Strikes(double chance)
    {
        if (chance <= 0)
        {
            return false;
        }

        lock (random)
        {
            return random.NextDouble() < chance;
        }
    }
}
