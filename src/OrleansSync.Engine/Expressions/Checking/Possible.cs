namespace OrleansSync.Engine.Expressions.Checking;

/// <summary>
/// The results that a part of an expression can have, over all rows; never too few. Of parts that are no conditions, a value
/// is both <see cref="True"/> and <see cref="False"/>.
/// </summary>
[Flags]
internal enum Possible
{
    None = 0,
    True = 1,
    False = 2,
    Null = 4,
    Fails = 8,
    Value = True | False,
}
