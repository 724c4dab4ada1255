namespace Orleans.Runtime;

/// <summary>Turns the answer of a call into what the interface's method returns, and what a grain's method returned into an answer.</summary>
internal abstract class ReturnKind
{
    public static ReturnKind Of(Type type)
    {
        if (type == typeof(Task))
        {
            return new PlainTask();
        }

        if (type == typeof(ValueTask))
        {
            return new PlainValueTask();
        }

        if (type == typeof(void))
        {
            return new Nothing();
        }

        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var kind = definition == typeof(Task<>) ? typeof(TypedTask<>) : definition == typeof(ValueTask<>) ? typeof(TypedValueTask<>) : null;
        return kind is null
            ? throw new NotSupportedException($"A grain's method cannot return {type}: the stand-in knows void, Task, Task<T>, ValueTask and ValueTask<T>.")
            : (ReturnKind)Activator.CreateInstance(kind.MakeGenericType(type.GetGenericArguments()))!;   // a class gives an instance
    }

    public abstract object? Wrap(Task<object?> answer);

    public abstract Task<object?> Unwrap(object? returned);

    // Through an async method, so that a cancelled call is a cancelled task.
    private static async Task Plain(Task<object?> answer) => await answer.ConfigureAwait(false);

    private static async Task<T> Typed<T>(Task<object?> answer) => (T)(await answer.ConfigureAwait(false))!;   // null only if T allows it

    private sealed class PlainTask : ReturnKind
    {
        public override object Wrap(Task<object?> answer) => Plain(answer);

        public override async Task<object?> Unwrap(object? returned)
        {
            await ((Task?)returned ?? Task.CompletedTask);
            return null;
        }
    }

    private sealed class TypedTask<T> : ReturnKind
    {
        public override object Wrap(Task<object?> answer) => Typed<T>(answer);

        public override async Task<object?> Unwrap(object? returned) =>
            returned is Task<T> task ? await task : throw new InvalidOperationException("The grain's method returned null instead of a task.");
    }

    private sealed class PlainValueTask : ReturnKind
    {
        public override object Wrap(Task<object?> answer) => new ValueTask(Plain(answer));

        public override async Task<object?> Unwrap(object? returned)
        {
            await (ValueTask)returned!;   // a value is never null
            return null;
        }
    }

    private sealed class TypedValueTask<T> : ReturnKind
    {
        public override object Wrap(Task<object?> answer) => new ValueTask<T>(Typed<T>(answer));

        public override async Task<object?> Unwrap(object? returned) => await (ValueTask<T>)returned!;   // a value is never null
    }

    private sealed class Nothing : ReturnKind
    {
        public override object? Wrap(Task<object?> answer) => null;

        public override Task<object?> Unwrap(object? returned) => Task.FromResult<object?>(null);
    }
}
