namespace OrleansSync.Engine.Keys;

/// <summary>Why a key was refused, without any value.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Column">The column or constraint that it is about; may be empty.</param>
[GenerateSerializer, Immutable, Alias("KeyFailure")]
public sealed record KeyFailure([property: Id(0)] KeyRule Rule, [property: Id(1)] string Column)
{
    /// <summary>The reason and the way out, as a sentence.</summary>
    public string Problem => Rule switch
    {
        KeyRule.NoPrimaryKey => "The table has no primary key; add one, or name a unique constraint or columns.",
        KeyRule.NoSuchConstraint => $"The table has no unique constraint '{Column}'; name one that it has.",
        KeyRule.ConstraintNotImmediate => $"The constraint '{Column}' is deferrable or not valid; name one that holds at every moment.",
        KeyRule.ColumnsMissing => "The key needs at least one column, and each only once.",
        KeyRule.NoSuchColumn => $"The table has no column '{Column}'.",
        KeyRule.NullableColumn => $"The key column '{Column}' may be null; set it NOT NULL, or choose another key.",
        KeyRule.NotUnique => "No primary key or unique constraint lies within these columns; add one, or choose the strategy hash, which trusts you.",
        KeyRule.TypeNotUsable => $"The type of the key column '{Column}' cannot tell rows apart exactly; choose another key.",
        KeyRule.NullInKey => $"The key column '{Column}' of the row is null.",
        KeyRule.UnknownInKey => $"The key column '{Column}' of the row was not sent; read the row from the table.",
        KeyRule.ValueNotReadable => $"The key column '{Column}' of the row cannot be read.",
        _ => "",
    };
}
