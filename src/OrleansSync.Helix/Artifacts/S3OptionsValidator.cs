using Microsoft.Extensions.Options;

namespace OrleansSync.Helix.Artifacts;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class S3OptionsValidator : IValidateOptions<S3Options>;
