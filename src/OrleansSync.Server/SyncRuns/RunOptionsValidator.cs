using Microsoft.Extensions.Options;
using OrleansSync.Grains.SyncRuns;

namespace OrleansSync.Server.SyncRuns;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class RunOptionsValidator : IValidateOptions<RunOptions>;
