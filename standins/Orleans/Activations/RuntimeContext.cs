namespace Orleans.Runtime;

/// <summary>Knows whose code this thread is running.</summary>
internal static class RuntimeContext
{
    [ThreadStatic]
    private static Activation? current;

    public static Activation? Current
    {
        get => current;
        set => current = value;
    }
}
