namespace OrleansSync.Engine.Filters;

/// <summary>What a part of a filter is.</summary>
internal enum FilterTokenKind
{
    Word,
    Text,
    Operator,
    End,
}
