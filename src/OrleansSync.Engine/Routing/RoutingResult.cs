using OrleansSync.Engine.Expressions;

namespace OrleansSync.Engine.Routing;

/// <summary>Where a row belongs.</summary>
public abstract record RoutingResult
{
    private RoutingResult()
    {
    }

    /// <summary>A rule matched.</summary>
    /// <param name="Rule">Which, from 0.</param>
    /// <param name="List">Its list.</param>
    public sealed record Match(int Rule, int List) : RoutingResult;

    /// <summary>No rule matched, and there is a default.</summary>
    /// <param name="List">The default list.</param>
    public sealed record Default(int List) : RoutingResult;

    /// <summary>No rule matched, and there is no default: the row belongs in no list.</summary>
    public sealed record NoList : RoutingResult;

    /// <summary>A rule reads a column that was not sent: read the row from the table and ask again.</summary>
    /// <param name="Rule">Which, from 0.</param>
    public sealed record Unknown(int Rule) : RoutingResult;

    /// <summary>A rule has no result for the row: park it. It is not given to a later rule, which could move it wrongly.</summary>
    /// <param name="Rule">Which, from 0.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Failed(int Rule, EvaluationFailure Reason) : RoutingResult;
}
