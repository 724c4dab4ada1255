using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Serialization;

/// <summary>Copies one value; null stands for "never changes, so take it as it is".</summary>
internal delegate object Copier(object value, CopyContext context);

/// <summary>Copies what crosses a grain boundary, as if it went over a wire: only what has a serializer, only members with an id.</summary>
internal static class DeepCopier
{
    private static readonly ConcurrentDictionary<Type, Copier?> Copiers = new();

    public static object? Copy(object? value) => value is null || Find(value.GetType()) is not { } copier ? value : copier(value, new CopyContext());

    public static Copier? Find(Type type) => Copiers.GetOrAdd(type, Make);

    private static Copier? Make(Type type)
    {
        if (TypeRules.IsShallow(type) || TypeRules.IsImmutableAtRunTime(type))
        {
            return null;
        }

        return CollectionCopiers.Find(type)
            ?? (type.IsAssignableTo(typeof(Exception)) ? ExceptionCopier.Copier : null)
            ?? (TypeRules.HasSerializer(type) ? MemberCopier.Make(type) : null)
            ?? CollectionCopiers.FindForHiddenType(type)
            ?? Refuse(type);
    }

    // A copier that throws, so that the refusal is cached like the rest.
    private static Copier Refuse(Type type) => (_, _) => throw new CodecNotFoundException(
        type.IsAssignableTo(typeof(IAddressable))
            ? $"A grain of the class {type} cannot be carried over a grain boundary: pass a reference, this.AsReference<...>()."
            : $"A value of the type {type} cannot be carried over a grain boundary: mark the type with [GenerateSerializer] and its members with [Id].");
}

/// <summary>One copying: the same object twice in a value is the same object twice in the copy.</summary>
internal sealed class CopyContext
{
    private Dictionary<object, object>? copies;

    public T CopyItem<T>(T value)
    {
        if (Shallow<T>.Value || value is null)
        {
            return value;
        }

        return DeepCopier.Find(value.GetType()) is { } copier ? (T)CopyOnce(value, copier) : value;
    }

    public T Record<T>(object value, T copy)
        where T : class
    {
        (copies ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance))[value] = copy;
        return copy;
    }

    private object CopyOnce(object value, Copier copier) =>
        copies is not null && copies.TryGetValue(value, out var known) ? known : copier(value, this);

    private static class Shallow<T>
    {
        public static readonly bool Value = TypeRules.IsShallow(typeof(T));
    }
}
