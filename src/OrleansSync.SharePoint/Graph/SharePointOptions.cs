using System.ComponentModel.DataAnnotations;

namespace OrleansSync.SharePoint.Graph;

/// <summary>Every limit of the SharePoint client.</summary>
public sealed class SharePointOptions
{
    /// <summary>How calls name themselves, as Microsoft asks for: <c>ISV|Company|App/1.0</c>, or <c>NONISV|...</c> for an app of one's own.</summary>
    [Required, RegularExpression(@"^(ISV|NONISV)\|[^|/\s]+\|[^|/\s]+/[0-9A-Za-z.\-]+$")]
    public string UserAgent { get; set; } = "NONISV|OrleansSync|OrleansSync/0.1";

    /// <summary>Most connections to Graph, 1 to 64.</summary>
    [Range(1, 64)]
    public int ConnectionsMax { get; set; } = 8;

    /// <summary>Longest wait for a connection.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for the whole answer to one call.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Largest answer in bytes, 64 kB to 256 MB.</summary>
    [Range(65_536, 268_435_456)]
    public int AnswerSizeMax { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long before its end a token is renewed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan TokenRenewBefore { get; set; } = TimeSpan.FromMinutes(8);

    /// <summary>Repetitions of a read that failed for now (500, 502, 504, a broken connection), 0 to 10.</summary>
    [Range(0, 10)]
    public int ReadRetriesMax { get; set; } = 3;

    /// <summary>The delay before the first repetition; it doubles each time.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan ReadRetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a read waits for the budget before it fails.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ReadWaitMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Items of a delta page, 1 to 1,000; the service may give fewer.</summary>
    [Range(1, 1000)]
    public int DeltaPageSize { get; set; } = 500;

    /// <summary>Age above which a delta link is not tried: the service's change log has 60 days (sharepoint-graph.md 7.9).</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "59.00:00:00")]
    public TimeSpan DeltaLinkAgeMax { get; set; } = TimeSpan.FromDays(50);

    /// <summary>Keys of one look-up, 1 to 30.</summary>
    [Range(1, 30)]
    public int KeysOfLookupMax { get; set; } = 15;

    /// <summary>People whose ids are kept, all sites together, 100 to 1,000,000.</summary>
    [Range(100, 1_000_000)]
    public int PersonsMax { get; set; } = 10_000;

    /// <summary>How long a person's id is kept.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan PersonKeepFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long it is kept that a site does not know somebody.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PersonUnknownKeepFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Requests of a batch, 1 to 20; Graph takes no more.</summary>
    [Range(1, 20)]
    public int BatchSizeMax { get; set; } = 20;

    /// <summary>Batches in flight, 1 to 16; the client halves it when it is throttled and finds its way back.</summary>
    [Range(1, 16)]
    public int BatchesInFlightMax { get; set; } = 4;

    /// <summary>How long one call that applies writes goes on to send.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:00:30")]
    public TimeSpan ApplySendFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one call that applies writes takes at most; what is not answered by then counts as lost.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ApplyTimeout { get; set; } = TimeSpan.FromSeconds(9.5);

    /// <summary>How long calls of a setup (sites, lists, columns, probes) wait for the budget before they fail.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan SetupWaitMax { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>What a 429 or 503 without a Retry-After is taken to ask for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan RetryAfterDefault { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest Retry-After that is believed.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromHours(1);
}
