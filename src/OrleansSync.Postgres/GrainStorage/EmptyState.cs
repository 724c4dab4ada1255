using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrleansSync.Postgres.GrainStorage;

/// <summary>Makes the state of a grain that has none stored: grains expect an object, never null.</summary>
internal static class EmptyState
{
    public static T? Create<T>() =>
        typeof(T).IsValueType || typeof(T) == typeof(string) || typeof(T).IsAbstract || typeof(T).IsArray ? default
        : typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } constructor ? (T)constructor.Invoke(null)
        // Records whose only constructor takes their values: Orleans makes them without calling it, too.
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
