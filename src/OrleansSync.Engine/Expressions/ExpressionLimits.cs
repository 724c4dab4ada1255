namespace OrleansSync.Engine.Expressions;

/// <summary>What an expression may cost, so that none can be made that a row pays dearly for.</summary>
public static class ExpressionLimits
{
    /// <summary>Longest expression, in UTF-16 units.</summary>
    public const int LengthMax = 2_000;

    /// <summary>Deepest nesting of parentheses, calls, <c>not</c> and signs.</summary>
    public const int DepthMax = 64;

    /// <summary>Most operators, functions, literals and columns in one expression.</summary>
    public const int NodesMax = 500;

    /// <summary>Most values in one <c>in (...)</c>, and most arguments of one call.</summary>
    public const int ListItemsMax = 200;

    /// <summary>Longest text that an operator or a function makes, in UTF-16 units.</summary>
    public const int TextLengthMax = 65_536;

    /// <summary>Longest pattern of <c>like</c>, in UTF-16 units; matching costs the text's length times a 64th of it.</summary>
    public const int LikePatternLengthMax = 2_000;

    /// <summary>Most problems that are reported of one expression.</summary>
    public const int ProblemsMax = 20;
}
