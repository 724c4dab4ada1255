using System.Diagnostics.CodeAnalysis;

namespace OrleansSync.Emulator.Lists;

/// <summary>Values of a column to the items that have them. Text knows no case, as in the service (6.17).</summary>
internal sealed class UniqueIndex() : Dictionary<object, int>(new ValueComparer())
{
    private sealed class ValueComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) => x is string text ? StringComparer.OrdinalIgnoreCase.Equals(text, y as string) : object.Equals(x, y);

        public int GetHashCode([DisallowNull] object obj) => obj is string text ? StringComparer.OrdinalIgnoreCase.GetHashCode(text) : obj.GetHashCode();
    }
}
