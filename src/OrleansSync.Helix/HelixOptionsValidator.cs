using Microsoft.Extensions.Options;

namespace OrleansSync.Helix;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class HelixOptionsValidator : IValidateOptions<HelixOptions>;
