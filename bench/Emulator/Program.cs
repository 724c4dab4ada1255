using System.Globalization;
using OrleansSync.Bench.Emulator;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve-emulator"]:
        return await Servers.RunEmulatorAsync();
    case ["serve-bare"]:
        return await Servers.RunBareAsync();
    default:
        var items = Array.IndexOf(args, "--items") is var at && at >= 0 ? int.Parse(args[at + 1]) : 1_000_000;
        return await Measurement.RunAsync(items, args.Contains("--writes"));
}
