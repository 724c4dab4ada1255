using Microsoft.Extensions.Options;

namespace OrleansSync.Helix.Builders;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class CommandBuilderOptionsValidator : IValidateOptions<CommandBuilderOptions>;
