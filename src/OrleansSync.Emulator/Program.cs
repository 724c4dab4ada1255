using System.Globalization;
using OrleansSync.Emulator.Hosting;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
#pragma warning disable RS0030 // A program's entry point: what it prints is for a person or a script to read.
return await EmulatorCommand.Make(TimeProvider.System, Console.Out).Parse(args).InvokeAsync();
