using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// Ends lives of grains between calls, so that tests find state that was kept only in memory. A chance from 0 to 1 is named by the
/// configuration, by AppContext (with dots) or by the environment (with double underscores), which reaches every silo of a process.
/// </summary>
internal sealed class Chance
{
    private const string ChanceKey = "Standins:Orleans:DeactivateBetweenCalls";
    private const string SeedKey = "Standins:Orleans:Seed";

    private readonly double chance;
    private readonly Random random;

    public Chance(IConfiguration configuration)
    {
        chance = Find(ChanceKey) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;
        random = new Random(Find(SeedKey) is { } seed ? int.Parse(seed, CultureInfo.InvariantCulture) : 1);

        string? Find(string key) => configuration[key]
            ?? AppContext.GetData(key.Replace(':', '.')) as string
            ?? Environment.GetEnvironmentVariable(key.Replace(":", "__", StringComparison.Ordinal));
    }

    public bool EndsLife()
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
