using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// Ends lives of grains between calls, so that tests find state that was kept only in memory.
/// The configuration (or, for a whole process, AppContext) names a chance from 0 to 1 and a seed.
/// </summary>
internal sealed class Chance
{
    private const string ChanceKey = "Standins:Orleans:DeactivateBetweenCalls";
    private const string SeedKey = "Standins:Orleans:Seed";

    private readonly double chance;
    private readonly Random random;

    public Chance(IConfiguration configuration)
    {
        var text = configuration[ChanceKey] ?? AppContext.GetData(ChanceKey.Replace(':', '.')) as string;
        chance = text is null ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
        random = new Random(int.TryParse(configuration[SeedKey], CultureInfo.InvariantCulture, out var seed) ? seed : 1);
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
