using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;

#pragma warning disable CA1859 // the methods have the shape of the delegate Copier

namespace Orleans.Serialization;

/// <summary>Copies arrays, collections and tuples.</summary>
internal static class CollectionCopiers
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(List<>)] = nameof(List),
        [typeof(Collection<>)] = nameof(CollectionOf),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnly),
        [typeof(HashSet<>)] = nameof(Set),
        [typeof(SortedSet<>)] = nameof(Sorted),
        [typeof(Queue<>)] = nameof(QueueOf),
        [typeof(Stack<>)] = nameof(StackOf),
        [typeof(ConcurrentQueue<>)] = nameof(Concurrent),
        [typeof(Dictionary<,>)] = nameof(Map),
        [typeof(SortedDictionary<,>)] = nameof(SortedMap),
        [typeof(SortedList<,>)] = nameof(ListedMap),
        [typeof(ConcurrentDictionary<,>)] = nameof(ConcurrentMap),
        [typeof(ReadOnlyDictionary<,>)] = nameof(ReadOnlyMap),
        [typeof(KeyValuePair<,>)] = nameof(Pair),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArrayOf),
        [typeof(ImmutableList<>)] = nameof(ImmutableListOf),
        [typeof(ImmutableHashSet<>)] = nameof(ImmutableSet),
        [typeof(ImmutableSortedSet<>)] = nameof(ImmutableSorted),
        [typeof(ImmutableQueue<>)] = nameof(ImmutableQueueOf),
        [typeof(ImmutableStack<>)] = nameof(ImmutableStackOf),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableMap),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(ImmutableSortedMap),
        [typeof(FrozenSet<>)] = nameof(Frozen),
        [typeof(FrozenDictionary<,>)] = nameof(FrozenMap),
    };

    private static readonly Dictionary<Type, Copier> Bytes = new()
    {
        [typeof(Memory<byte>)] = (value, _) => new Memory<byte>(((Memory<byte>)value).ToArray()),
        [typeof(ReadOnlyMemory<byte>)] = (value, _) => new ReadOnlyMemory<byte>(((ReadOnlyMemory<byte>)value).ToArray()),
        [typeof(ArraySegment<byte>)] = (value, _) => new ArraySegment<byte>([.. (ArraySegment<byte>)value]),
    };

    private static readonly HashSet<Type> Interfaces =
    [
        typeof(IEnumerable<>), typeof(ICollection<>), typeof(IList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>), typeof(ISet<>), typeof(IReadOnlySet<>),
        typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>), typeof(IImmutableList<>), typeof(IImmutableSet<>), typeof(IImmutableDictionary<,>),
    ];

    /// <summary>Whether a declared type is a collection whose parts alone decide whether it can be carried.</summary>
    public static bool IsKnown(Type type) =>
        type.IsArray || Bytes.ContainsKey(type) || TypeRules.IsTuple(type) || (type.IsGenericType && type.GetGenericTypeDefinition() is var definition
            && (definition == typeof(Nullable<>) || Names.ContainsKey(definition) || Interfaces.Contains(definition)));

    public static Copier? Find(Type type)
    {
        if (type.IsArray)
        {
            return type.IsSZArray ? Call(nameof(ArrayOf), type.GetElementType()!) : Grid;   // an array has an element type
        }

        if (TypeRules.IsTuple(type))
        {
            return TupleOf(type);
        }

        if (Bytes.TryGetValue(type, out var bytes))
        {
            return bytes;
        }

        for (var level = type; level is not null; level = level.BaseType)
        {
            // Frozen collections are of hidden types below the known ones; of the others only the very type is known.
            if (level.IsGenericType && Names.TryGetValue(level.GetGenericTypeDefinition(), out var name) && (level == type || level.Name.StartsWith("Frozen", StringComparison.Ordinal)))
            {
                return Call(name, level.GetGenericArguments());
            }
        }

        return null;
    }

    /// <summary>A collection of a hidden type, as made by collection expressions and queries, arrives as an array.</summary>
    public static Copier? FindForHiddenType(Type type)
    {
        var items = type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEnumerable<>)).ToArray();
        return items is [var one] && !type.IsVisible ? Call(nameof(Items), one.GetGenericArguments()) : null;
    }

    private static Copier Call(string name, params Type[] arguments) => typeof(CollectionCopiers)
        .GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!   // named above
        .MakeGenericMethod(arguments)
        .CreateDelegate<Copier>();

    private static Copier TupleOf(Type type)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return (value, context) =>
        {
            var result = System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);
            foreach (var field in fields)
            {
                field.SetValue(result, context.CopyItem(field.GetValue(value)));
            }

            return result;
        };
    }

    private static object Grid(object value, CopyContext context)
    {
        var result = context.Record(value, (Array)((Array)value).Clone());
        var at = new int[result.Rank];
        for (var left = result.Length; left > 0; left--)
        {
            result.SetValue(context.CopyItem(result.GetValue(at)), at);
            for (var rank = result.Rank - 1; rank >= 0 && ++at[rank] == result.GetLength(rank); rank--)
            {
                at[rank] = 0;
            }
        }

        return result;
    }

    private static object ArrayOf<T>(object value, CopyContext context)
    {
        var result = context.Record(value, (T[])((T[])value).Clone());
        if (!TypeRules.IsShallow(typeof(T)))
        {
            for (var index = 0; index < result.Length; index++)
            {
                result[index] = context.CopyItem(result[index]);
            }
        }

        return result;
    }

    private static object Items<T>(object value, CopyContext context) => context.Record(value, Copies((IEnumerable<T>)value, context).ToArray());

    private static object List<T>(object value, CopyContext context) => Fill(context.Record(value, new List<T>(((List<T>)value).Count)), value, context);

    private static object CollectionOf<T>(object value, CopyContext context) => Fill(context.Record(value, new Collection<T>()), value, context);

    private static object ReadOnly<T>(object value, CopyContext context) => context.Record(value, new ReadOnlyCollection<T>([.. Copies((ReadOnlyCollection<T>)value, context)]));

    private static object Set<T>(object value, CopyContext context) => Fill(context.Record(value, new HashSet<T>(((HashSet<T>)value).Comparer)), value, context);

    private static object Sorted<T>(object value, CopyContext context) => Fill(context.Record(value, new SortedSet<T>(((SortedSet<T>)value).Comparer)), value, context);

    private static object QueueOf<T>(object value, CopyContext context) => context.Record(value, new Queue<T>(Copies((Queue<T>)value, context)));

    private static object StackOf<T>(object value, CopyContext context) => context.Record(value, new Stack<T>(Copies((Stack<T>)value, context).Reverse()));

    private static object Concurrent<T>(object value, CopyContext context) => context.Record(value, new ConcurrentQueue<T>(Copies((ConcurrentQueue<T>)value, context)));

    private static object ImmutableArrayOf<T>(object value, CopyContext context) =>
        ((ImmutableArray<T>)value) is { IsDefault: false } array ? ImmutableArray.CreateRange(Copies(array, context)) : value;

    private static object ImmutableListOf<T>(object value, CopyContext context) => ImmutableList.CreateRange(Copies((ImmutableList<T>)value, context));

    private static object ImmutableSet<T>(object value, CopyContext context) =>
        ImmutableHashSet.CreateRange(((ImmutableHashSet<T>)value).KeyComparer, Copies((ImmutableHashSet<T>)value, context));

    private static object ImmutableSorted<T>(object value, CopyContext context) =>
        ImmutableSortedSet.CreateRange(((ImmutableSortedSet<T>)value).KeyComparer, Copies((ImmutableSortedSet<T>)value, context));

    private static object ImmutableQueueOf<T>(object value, CopyContext context) => ImmutableQueue.CreateRange(Copies((ImmutableQueue<T>)value, context));

    private static object ImmutableStackOf<T>(object value, CopyContext context) => ImmutableStack.CreateRange(Copies((ImmutableStack<T>)value, context).Reverse());

    private static object Frozen<T>(object value, CopyContext context) => Copies((FrozenSet<T>)value, context).ToFrozenSet(((FrozenSet<T>)value).Comparer);

    private static object Pair<K, V>(object value, CopyContext context) => Copied((KeyValuePair<K, V>)value, context);

    private static object Map<K, V>(object value, CopyContext context)
        where K : notnull =>
        Fill(context.Record(value, new Dictionary<K, V>(((Dictionary<K, V>)value).Comparer)), value, context);

    private static object SortedMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        Fill(context.Record(value, new SortedDictionary<K, V>(((SortedDictionary<K, V>)value).Comparer)), value, context);

    private static object ListedMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        Fill(context.Record(value, new SortedList<K, V>(((SortedList<K, V>)value).Comparer)), value, context);

    private static object ConcurrentMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        Fill(context.Record(value, new ConcurrentDictionary<K, V>(((ConcurrentDictionary<K, V>)value).Comparer)), value, context);

    private static object ReadOnlyMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        context.Record(value, new ReadOnlyDictionary<K, V>(new Dictionary<K, V>(Copies((ReadOnlyDictionary<K, V>)value, context))));

    private static object ImmutableMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        ImmutableDictionary.CreateRange(((ImmutableDictionary<K, V>)value).KeyComparer, ((ImmutableDictionary<K, V>)value).ValueComparer, Copies((ImmutableDictionary<K, V>)value, context));

    private static object ImmutableSortedMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        ImmutableSortedDictionary.CreateRange(((ImmutableSortedDictionary<K, V>)value).KeyComparer, ((ImmutableSortedDictionary<K, V>)value).ValueComparer, Copies((ImmutableSortedDictionary<K, V>)value, context));

    private static object FrozenMap<K, V>(object value, CopyContext context)
        where K : notnull =>
        Copies((FrozenDictionary<K, V>)value, context).ToFrozenDictionary(((FrozenDictionary<K, V>)value).Comparer);

    private static ICollection<T> Fill<T>(ICollection<T> target, object source, CopyContext context)
    {
        foreach (var item in Copies((IEnumerable<T>)source, context))
        {
            target.Add(item);
        }

        return target;
    }

    private static IEnumerable<T> Copies<T>(IEnumerable<T> source, CopyContext context) => source.Select(context.CopyItem);

    private static KeyValuePair<K, V> Copied<K, V>(KeyValuePair<K, V> pair, CopyContext context) => new(context.CopyItem(pair.Key), context.CopyItem(pair.Value));
}
