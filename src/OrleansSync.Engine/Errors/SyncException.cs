using System.Collections.Immutable;

namespace OrleansSync.Engine.Errors;

/// <summary>
/// A refusal or a broken promise, with a code that one place at the edge turns into a gRPC status. Its message is for
/// people and never holds row values or secrets.
/// </summary>
[GenerateSerializer, Alias("SyncException")]
public sealed class SyncException : Exception
{
    /// <summary>Makes the exception of <paramref name="error"/>.</summary>
    public SyncException(SyncError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    private SyncException(ImmutableArray<FieldViolation> violations)
        : base(string.Join(" ", violations.Select(violation => $"{violation.Field}: {violation.Problem}")))
    {
        Error = SyncError.InvalidArgument;
        Violations = violations;
    }

    /// <summary>What went wrong.</summary>
    [Id(0)]
    public SyncError Error { get; private init; }

    /// <summary>The wrong fields, all of them; empty unless <see cref="Error"/> is about the request's fields.</summary>
    [Id(1)]
    public ImmutableArray<FieldViolation> Violations { get; private init; } = [];

    /// <summary>How long to wait before the same call is worth repeating; null when repeating will not help.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The fields are wrong.</summary>
    public static SyncException Invalid(IEnumerable<FieldViolation> violations) => new([.. violations]);

    /// <summary>One field is wrong.</summary>
    public static SyncException Invalid(string field, string problem) => new([new FieldViolation(field, problem)]);

    /// <summary>There is no <paramref name="noun"/> with this id.</summary>
    public static SyncException NotFound(string noun, Guid id) => new(SyncError.NotFound, $"There is no {noun} with the id {id}.");

    /// <summary>The resource was changed since the caller read it.</summary>
    public static SyncException EtagMismatch(string noun) =>
        new(SyncError.EtagMismatch, $"The {noun} was changed since it was read; read it again and repeat the change.");

    /// <summary>Another resource has this name.</summary>
    public static SyncException NameTaken(string noun, string field) =>
        new(SyncError.NameTaken, $"Another {noun} has this name.") { Violations = [new FieldViolation(field, "is taken; names are compared without regard to case.")] };

    /// <summary>The request id belongs to another request.</summary>
    public static SyncException RequestIdReused() =>
        new(SyncError.RequestIdReused, "This request_id belongs to another request.")
        {
            Violations = [new FieldViolation("request_id", "was used for another request; draw a new UUID for each new request.")],
        };
}
