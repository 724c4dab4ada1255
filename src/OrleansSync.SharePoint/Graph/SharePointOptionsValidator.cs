using Microsoft.Extensions.Options;

namespace OrleansSync.SharePoint.Graph;

/// <summary>Checks each option against its range.</summary>
[OptionsValidator]
internal sealed partial class SharePointOptionsValidator : IValidateOptions<SharePointOptions>;

/// <summary>Checks what no attribute can: limits against each other.</summary>
internal sealed class SharePointLimitsValidator : IValidateOptions<SharePointOptions>
{
    public ValidateOptionsResult Validate(string? name, SharePointOptions options) =>
        options.ApplySendFor < options.ApplyTimeout
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("ApplySendFor must be shorter than ApplyTimeout, or nothing that is sent last could be answered in time.");
}
