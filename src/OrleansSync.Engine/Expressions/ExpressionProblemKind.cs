namespace OrleansSync.Engine.Expressions;

/// <summary>What can be wrong with an expression when it is saved. Added to, never renamed.</summary>
public enum ExpressionProblemKind
{
    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>The text is longer than <see cref="ExpressionLimits.LengthMax"/>.</summary>
    TooLong,

    /// <summary>Nesting is deeper than <see cref="ExpressionLimits.DepthMax"/>.</summary>
    TooDeep,

    /// <summary>There are more parts than <see cref="ExpressionLimits.NodesMax"/>.</summary>
    TooLarge,

    /// <summary>A list is longer than <see cref="ExpressionLimits.ListItemsMax"/>.</summary>
    ListTooLong,

    /// <summary>A character or a run of them that means nothing here.</summary>
    BadCharacter,

    /// <summary>A text or a quoted name does not end.</summary>
    NotClosed,

    /// <summary>A number, a date or a timestamp that is none.</summary>
    BadLiteral,

    /// <summary>Something else was expected here.</summary>
    Unexpected,

    /// <summary>Comparisons do not chain.</summary>
    Chained,

    /// <summary>No column has this name.</summary>
    NoSuchColumn,

    /// <summary>Several columns have this name but for case.</summary>
    AmbiguousColumn,

    /// <summary>The column's type is not read.</summary>
    ColumnNotReadable,

    /// <summary>No function has this name.</summary>
    NoSuchFunction,

    /// <summary>The function takes another number of arguments.</summary>
    ArgumentCount,

    /// <summary>The kinds of values do not go together.</summary>
    KindMismatch,

    /// <summary>A comparison with null or with the empty text, which is never true.</summary>
    ComparedWithNull,

    /// <summary>A pattern or an escape of <c>like</c> that is none.</summary>
    BadPattern,

    /// <summary>A part without columns that always fails, such as a division by zero.</summary>
    AlwaysFails,
}
