namespace OrleansSync.Emulator.Hosting;

/// <summary>
/// What is only widely known or inferred about the service ([K] and [I] of sharepoint-graph.md), or what it does at some times
/// and not at others. Can be turned while the emulator runs.
/// </summary>
public sealed record EmulatorSwitches
{
    /// <summary>7.5: delta rows carry <c>fields</c> without <c>$expand</c>.</summary>
    public bool InlineFieldsWithoutExpand { get; set; } = true;

    /// <summary>6.7: the answer to a POST shows custom dates and the created time moved by the site's offset.</summary>
    public bool PostEchoShift { get; set; }

    /// <summary>7.6: a deleted item shows once as an error object inside a delta page, and the link goes on.</summary>
    public bool DeltaErrorRow { get; set; }

    /// <summary>7.6: deleted rows carry <c>@removed</c> in place of <c>deleted</c>.</summary>
    public bool RemovedAnnotation { get; set; }

    /// <summary>A text that is a number is taken for a number column; else it is refused.</summary>
    public bool NumberFromString { get; set; }

    /// <summary>5.4: a hyperlink is written only with <c>Prefer: apiversion=2.1</c>.</summary>
    public bool RequireHyperlinkPrefer { get; set; } = true;

    /// <summary>5.3: an eTag that does not match answers 409 in place of 412.</summary>
    public bool ConflictAs409 { get; set; }

    /// <summary>10.4: RateLimit headers from 80 % of the minute's resource units.</summary>
    public bool RateLimitHeaders { get; set; } = true;

    /// <summary>5.3: a value that is not among a column's choices is refused.</summary>
    public bool RefuseUnknownChoices { get; set; }

    /// <summary>5.3: a write to a read-only column is refused; else it is ignored.</summary>
    public bool RefuseReadOnlyFields { get; set; } = true;

    /// <summary>A lookup or person id that its list does not have is refused; else it is kept.</summary>
    public bool RefuseDanglingLookups { get; set; } = true;

    /// <summary>6.2: text of white space only is stored as empty.</summary>
    public bool WhitespaceIsEmpty { get; set; } = true;

    /// <summary>6.5: control characters that XML cannot hold are dropped; else they are refused.</summary>
    public bool StripControlCharacters { get; set; } = true;

    /// <summary>6.8: a date without a zone is read as UTC; else it is refused.</summary>
    public bool AcceptZonelessDates { get; set; } = true;

    /// <summary>6.13: a column's default is applied on create when the field is not named.</summary>
    public bool ApplyDefaults { get; set; } = true;

    /// <summary>5.2: a single item carries <c>fields</c> without <c>$expand</c>.</summary>
    public bool InlineFieldsOnGet { get; set; }

    /// <summary>5.2: <c>ne</c> lets items through that have no value; else they match no comparison but <c>eq null</c>.</summary>
    public bool NotEqualMatchesNull { get; set; } = true;

    /// <summary>4.2: a date column made without a format holds days; else instants.</summary>
    public bool DateColumnsAreDateOnly { get; set; } = true;

    /// <summary>5.2, 12: a query above the list view threshold answers 429 with Retry-After; else 400.</summary>
    public bool ThresholdAs429 { get; set; } = true;

    /// <summary>2.2: a method that a path does not have answers 405; else 400, as a path that is not there.</summary>
    public bool UnknownMethodAs405 { get; set; } = true;

    /// <summary>8: notification addresses may be http on a loopback host.</summary>
    public bool LoopbackNotifications { get; set; } = true;
}
