using System.Collections.Immutable;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Values that flow with calls, from caller to called and not back.</summary>
public static class RequestContext
{
    private const string ReentrancyKey = "#CCR";

    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Current = new();

    /// <summary>The keys of the values.</summary>
    public static IEnumerable<string> Keys => Values.Keys;

    /// <summary>The values.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values;

    /// <summary>Names the chain of calls that may come back to a grain which is waiting for it.</summary>
    public static Guid ReentrancyId
    {
        get => Get(ReentrancyKey) as Guid? ?? Guid.Empty;
        set
        {
            if (value == Guid.Empty)
            {
                Remove(ReentrancyKey);
            }
            else
            {
                Set(ReentrancyKey, value);
            }
        }
    }

    private static ImmutableDictionary<string, object> Values => Current.Value ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>Gives a value, or null.</summary>
    public static object? Get(string key) => Values.GetValueOrDefault(key);

    /// <summary>Sets a value.</summary>
    public static void Set(string key, object value) => Current.Value = Values.SetItem(key, value);

    /// <summary>Removes a value.</summary>
    public static bool Remove(string key)
    {
        var found = Values.ContainsKey(key);
        Current.Value = Values.Remove(key);
        return found;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Current.Value = null;

    /// <summary>Lets calls that are made from here come back to this grain until the section ends.</summary>
    public static ReentrancySection AllowCallChainReentrancy() => new(ReentrancyId, ReentrancyId == Guid.Empty ? Guid.NewGuid() : ReentrancyId);

    /// <summary>Takes it back until the section ends.</summary>
    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    internal static ImmutableDictionary<string, object>? Export() =>
        Current.Value is { Count: > 0 } values ? values.ToImmutableDictionary(pair => pair.Key, pair => DeepCopier.Copy(pair.Value)!) : null;   // a copy of a value is not null

    internal static void Import(ImmutableDictionary<string, object>? values) => Current.Value = values;

    internal static Guid ReentrancyIdOf(ImmutableDictionary<string, object>? values) => values?.GetValueOrDefault(ReentrancyKey) as Guid? ?? Guid.Empty;

    /// <summary>A part of a grain's method in which calls may, or may not, come back to the grain.</summary>
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid original;
        private readonly Guid replacement;

        /// <summary>Enters the section.</summary>
        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            original = originalReentrancyId;
            replacement = newReentrancyId;
            ReentrancyId = replacement;
            RuntimeContext.Current?.EnterSection(replacement);
        }

        /// <summary>Leaves the section.</summary>
        public void Dispose()
        {
            RuntimeContext.Current?.LeaveSection(replacement);
            ReentrancyId = original;
        }
    }
}
