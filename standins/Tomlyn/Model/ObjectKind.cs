namespace Tomlyn.Model;

/// <summary>What an object of the model is.</summary>
public enum ObjectKind
{
    InlineTable,
    Table,
    TableArray,
    Array,
}
