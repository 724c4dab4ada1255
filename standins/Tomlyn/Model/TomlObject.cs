namespace Tomlyn.Model;

/// <summary>A table or an array.</summary>
public abstract class TomlObject
{
    private protected TomlObject(ObjectKind kind) => Kind = kind;

    /// <summary>Which of the four it is.</summary>
    public ObjectKind Kind { get; }
}
