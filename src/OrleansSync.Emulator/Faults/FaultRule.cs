using System.ComponentModel.DataAnnotations;
using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Faults;

/// <summary>
/// A fault and the requests that it strikes. Members of batches are struck like requests of their own; a batch as a whole is struck
/// by a rule that names <see cref="OperationKind.Batch"/>, and by no other.
/// </summary>
/// <remarks>Members can be set, not only at its making: the generated JSON reader gives what is left out its default here, not zero.</remarks>
public sealed record FaultRule
{
    /// <summary>What goes wrong.</summary>
    public FaultKind Kind { get; set; }

    /// <summary>Strikes requests of this kind only; null for all but batches as a whole.</summary>
    public OperationKind? Operation { get; set; }

    /// <summary>Strikes requests of this method only; null for all.</summary>
    public string? Method { get; set; }

    /// <summary>Strikes requests whose path, without the query, holds this text; null for all.</summary>
    public string? PathContains { get; set; }

    /// <summary>Strikes what people of the control API change too; never what they read, so that a page that looks on does not use the fault up.</summary>
    public bool People { get; set; }

    /// <summary>Matching requests that pass before the first is struck, 0 or more.</summary>
    [Range(0, int.MaxValue)]
    public int Skip { get; set; }

    /// <summary>Requests that are struck, 1 or more.</summary>
    [Range(1, int.MaxValue)]
    public int Times { get; set; } = 1;

    /// <summary>For <see cref="FaultKind.Status"/>: 400 to 599.</summary>
    [Range(400, 599)]
    public int Status { get; set; } = 503;

    /// <summary>For <see cref="FaultKind.Status"/> and <see cref="FaultKind.Resync"/>: <c>error.code</c>; null takes the usual one.</summary>
    public string? Code { get; set; }

    /// <summary>For <see cref="FaultKind.Status"/>: <c>error.message</c>; null takes a plain one.</summary>
    public string? Message { get; set; }

    /// <summary>For <see cref="FaultKind.Status"/>: seconds of <c>Retry-After</c>; null sends none.</summary>
    [Range(0, 86_400)]
    public int? RetryAfter { get; set; }

    /// <summary>For <see cref="FaultKind.Delay"/>: up to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Delay { get; set; }
}
