using OrleansSync.SharePoint.Tokens;

namespace OrleansSync.Bench.SharePoint;

/// <summary>One token that is given from outside, as the baseline has it.</summary>
internal sealed class GivenToken(string token) : IGraphTokens
{
    public ValueTask<string> GetAsync(string? refused, CancellationToken cancellationToken) => ValueTask.FromResult(token);
}
