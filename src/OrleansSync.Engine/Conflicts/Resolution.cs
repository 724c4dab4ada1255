using OrleansSync.Engine.Rows;

namespace OrleansSync.Engine.Conflicts;

/// <summary>What a policy says of a conflict.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>The table's version wins.</summary>
    public sealed record RowWins : Resolution;

    /// <summary>The list's version wins.</summary>
    public sealed record ItemWins : Resolution;

    /// <summary>Each side wins some fields.</summary>
    /// <param name="Row">The fields that flow both ways, merged.</param>
    /// <param name="LosesAny">True when both had changed a field, so that a value is lost.</param>
    public sealed record Merged(Row Row, bool LosesAny) : Resolution;

    /// <summary>A person decides.</summary>
    public sealed record AskPerson : Resolution;
}
