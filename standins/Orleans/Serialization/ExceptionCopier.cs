using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Orleans.Serialization;

/// <summary>Copies an exception: type, message, cause, stack trace, data and the members with an id.</summary>
internal static class ExceptionCopier
{
    public static readonly Copier Copier = Copy;

    private static object Copy(object value, CopyContext context)
    {
        var original = (Exception)value;
        if (original is AggregateException aggregate && original.GetType() == typeof(AggregateException))
        {
            var inner = aggregate.InnerExceptions.Select(context.CopyItem).ToArray();
            return WithStack(original, context.Record(value, new AggregateException(inner)));
        }

        var copy = context.Record(value, (Exception)RuntimeHelpers.GetUninitializedObject(original.GetType()));
        Message(copy) = original.Message;
        Inner(copy) = context.CopyItem(original.InnerException);
        copy.HResult = original.HResult;
        foreach (System.Collections.DictionaryEntry entry in original.Data)
        {
            copy.Data[context.CopyItem(entry.Key)] = context.CopyItem(entry.Value);
        }

        if (TypeRules.HasSerializer(original.GetType()))
        {
            MemberCopier.CopyMembers(original.GetType())(original, copy, context);
        }

        // A type that cannot even be printed without its constructor is handed over as it is, as the real runtime does within one silo.
        return CanPrint(copy) ? WithStack(original, copy) : context.Record(value, original);
    }

    private static Exception WithStack(Exception original, Exception copy) =>
        original.StackTrace is { } stack ? ExceptionDispatchInfo.SetRemoteStackTrace(copy, stack) : copy;

    private static bool CanPrint(Exception exception)
    {
        try
        {
            return exception.Message is not null && exception.ToString() is not null;
        }
        catch (Exception)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? Message(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? Inner(Exception exception);
}
