using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>
/// Runs properties with a seed that is fixed, so that a failure is found again; the seed is in the failure's message. A long
/// campaign sets PROPERTY_SEED to other numbers, and PROPERTY_FACTOR to run that many times more cases.
/// </summary>
internal static class Properties
{
    private const ulong Gamma = 1;
    private const int Cases = 500;
    private static readonly ulong Seed = Setting("PROPERTY_SEED", 20260916);
    private static readonly int Factor = (int)Setting("PROPERTY_FACTOR", 1);

    public static void ForAll<T>(Gen<T> generator, Action<T> body, int cases = Cases) =>
        Prop.ForAll(Arb.From(generator), body).Check(Config.QuickThrowOnFailure.WithMaxTest(cases * Factor).WithReplay(Seed, Gamma));

    private static ulong Setting(string name, ulong otherwise) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
