using Microsoft.Extensions.Options;

namespace OrleansSync.Emulator.Hosting;

/// <summary>Checks the ranges that <see cref="EmulatorOptions"/> declares.</summary>
[OptionsValidator]
internal sealed partial class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>;
