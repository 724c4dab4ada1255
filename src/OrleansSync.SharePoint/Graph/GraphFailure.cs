using System.Globalization;
using OrleansSync.Engine.Errors;

namespace OrleansSync.SharePoint.Graph;

/// <summary>Turns an answer that is no success into the error that callers see: what failed, Graph's codes and its request id; no address, no value.</summary>
internal static class GraphFailure
{
    private static readonly TimeSpan UnavailableFor = TimeSpan.FromSeconds(15);

    /// <summary>The error of an answer.</summary>
    /// <param name="answer">The answer; not a success.</param>
    /// <param name="doing">What was tried, as the rest of a sentence: <c>read the columns of the list</c>.</param>
    /// <param name="now">The time.</param>
    public static SyncException Of(GraphAnswer answer, string doing, DateTimeOffset now)
    {
        if (answer.Delivery != GraphDelivery.Answered)
        {
            return new(SyncError.SharePointUnavailable, $"Could not {doing}: Microsoft Graph did not answer.") { RetryAfter = UnavailableFor };
        }

        var error = answer.Error;
        var said = string.Create(CultureInfo.InvariantCulture, $"Microsoft Graph answered {answer.Status} {error} (request {answer.RequestId ?? "unknown"}).");
        return answer.Status switch
        {
            401 => new(SyncError.SharePointSignInFailed, $"Could not {doing}: a new token was refused as well. {said} Check the app's registration."),
            403 => new(SyncError.SharePointAccessDenied, $"Could not {doing}: the app has no permission. {said} Grant it Sites.ReadWrite.All, or Sites.Selected with a grant for the site; making lists and columns needs Sites.Manage.All."),
            404 => new(SyncError.ListGone, $"Could not {doing}: the site or the list is not there. {said} Restore it, or change the definition."),
            423 or 507 => new(SyncError.SharePointRefused, $"Could not {doing}: the site is locked or full. {said}"),
            429 when answer.IsThreshold => new(SyncError.SharePointRefused, $"Could not {doing}: the list is too large to be searched by a column without an index. {said} Index the column of keys, or use a list with fewer than 5,000 items."),
            429 or 503 => new(SyncError.SharePointThrottled, $"Could not {doing}: Microsoft Graph asks to wait. {said}") { RetryAfter = (answer.RetryAt ?? now + UnavailableFor) - now },
            >= 500 => new(SyncError.SharePointUnavailable, $"Could not {doing}. {said}") { RetryAfter = UnavailableFor },
            _ => new(SyncError.SharePointRefused, $"Could not {doing}. {said}"),
        };
    }

    /// <summary>The error of a call that the budget does not grant now.</summary>
    public static SyncException OfBudget(string doing, DateTimeOffset at, DateTimeOffset now) =>
        new(SyncError.SharePointThrottled, $"Could not {doing} yet: the budget of resource units is used up for now.") { RetryAfter = at > now ? at - now : TimeSpan.Zero };
}
