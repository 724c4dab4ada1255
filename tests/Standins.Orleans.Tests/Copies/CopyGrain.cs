using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Standins.Orleans.Tests.Copies;

[GenerateSerializer]
public sealed class Bag
{
    [Id(0)]
    public List<string> Items { get; set; } = [];

    [Id(1)]
    public Bag? Next { get; set; }

    [Id(2)]
    private int hidden;

    public int Hidden
    {
        get => hidden;
        set => hidden = value;
    }
}

[GenerateSerializer]
public record Point(int X, int[] More);

[GenerateSerializer]
public sealed record NamedPoint(int X, int[] More, string Name) : Point(X, More)
{
    [Id(0)]
    public string? Remark { get; init; }
}

[GenerateSerializer]
public readonly record struct Pair(Guid Id, List<int> Values);

[GenerateSerializer, Immutable]
public sealed record Fixed(int[] Values);

public enum Colour
{
    Red = 1,
    Green = 2,
}

[GenerateSerializer]
public sealed class Everything
{
    [Id(0)]
    public int[] Array { get; set; } = [];

    [Id(1)]
    public Dictionary<string, List<int>> Map { get; set; } = [];

    [Id(2)]
    public ImmutableArray<Point> Points { get; set; } = [];

    [Id(3)]
    public HashSet<string> Set { get; set; } = [];

    [Id(4)]
    public IReadOnlyList<Point> List { get; set; } = [];

    [Id(5)]
    public int? Maybe { get; set; }

    [Id(6)]
    public (int Number, Point Point) Both { get; set; }

    [Id(7)]
    public Tuple<string, int>? Classic { get; set; }

    [Id(8)]
    public DateTimeOffset Time { get; set; }

    [Id(9)]
    public Colour Colour { get; set; }

    [Id(10)]
    public ImmutableDictionary<string, int[]> Fixed { get; set; } = ImmutableDictionary<string, int[]>.Empty;

    [Id(11)]
    public object? Any { get; set; }

    [Id(12)]
    public Queue<int> Queue { get; set; } = [];

    [Id(13)]
    public int[,] Grid { get; set; } = new int[0, 0];

    [Id(14)]
    public KeyValuePair<string, Bag> Entry { get; set; }

    [Id(15)]
    public Uri? Link { get; set; }

    [Id(16)]
    public byte[]? Bytes { get; set; }

    [Id(17)]
    public SortedDictionary<int, string> Sorted { get; set; } = [];
}

public interface ICopyGrain : IGrainWithStringKey
{
    Task KeepAsync(object value);

    Task KeepImmutableAsync([Immutable] Bag value);

    Task KeepWrappedAsync(Immutable<Bag> value);

    Task KeepFixedAsync(Fixed value);

    Task<object> GetAsync();

    Task<Bag> GetBagAsync();

    Task<T0> EchoAsync(T0 value);

    Task<Everything> EchoEverythingAsync(Everything value);

    Task<ICopyGrain> EchoReferenceAsync(ICopyGrain value);

    ValueTask<Pair> EchoPairAsync(Pair value);

    ValueTask NothingAsync();

    Task<string?> EchoNullAsync(string? value);

    Task<ReadOnlyMemory<byte>> EchoBytesAsync(ReadOnlyMemory<byte> value);
}

[GenerateSerializer]
public sealed class T0
{
    [Id(0)]
    public Point? Point { get; set; }
}

/// <summary>Keeps the very objects that it gets, where the test can see them.</summary>
public sealed class CopyGrain : Grain, ICopyGrain
{
    public static readonly System.Collections.Concurrent.ConcurrentDictionary<string, object> Kept = new();

    private string Key => this.GetPrimaryKeyString();

    public Task KeepAsync(object value) => Keep(value);

    public Task KeepImmutableAsync(Bag value) => Keep(value);

    public Task KeepWrappedAsync(Immutable<Bag> value) => Keep(value.Value);

    public Task KeepFixedAsync(Fixed value) => Keep(value);

    public Task<object> GetAsync() => Task.FromResult(Kept[Key]);

    public Task<Bag> GetBagAsync() => Task.FromResult((Bag)Kept[Key]);

    public Task<T0> EchoAsync(T0 value) => Task.FromResult(value);

    public Task<Everything> EchoEverythingAsync(Everything value) => Task.FromResult(value);

    public Task<ICopyGrain> EchoReferenceAsync(ICopyGrain value) => Task.FromResult(value);

    public ValueTask<Pair> EchoPairAsync(Pair value) => new(value);

    public ValueTask NothingAsync() => ValueTask.CompletedTask;

    public Task<string?> EchoNullAsync(string? value) => Task.FromResult(value);

    public Task<ReadOnlyMemory<byte>> EchoBytesAsync(ReadOnlyMemory<byte> value) => Task.FromResult(value);

    private Task Keep(object value)
    {
        Kept[Key] = value;
        return Task.CompletedTask;
    }
}
