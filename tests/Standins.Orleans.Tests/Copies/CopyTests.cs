using System.Collections.Immutable;
using Orleans.Concurrency;
using Standins.Orleans.Tests.Support;

namespace Standins.Orleans.Tests.Copies;

public sealed class CopyTests(SharedSilo shared) : IClassFixture<SharedSilo>
{
    private readonly string key = Probe.NewKey();

    private ICopyGrain Grain => shared.Grains.GetGrain<ICopyGrain>(key);

    private object Kept => CopyGrain.Kept[key];

    [Fact]
    public async Task Argument_OfMutableType_IsCopied()
    {
        var sent = new Bag { Items = ["a"], Hidden = 7 };
        await Grain.KeepAsync(sent);
        var kept = Assert.IsType<Bag>(Kept);
        Assert.NotSame(sent, kept);
        Assert.NotSame(sent.Items, kept.Items);
        Assert.Equal(["a"], kept.Items);
        Assert.Equal(7, kept.Hidden);
    }

    [Fact]
    public async Task Result_OfMutableType_IsCopied()
    {
        await Grain.KeepAsync(new Bag { Items = ["a"] });
        var got = await Grain.GetBagAsync();
        Assert.NotSame(Kept, got);
        got.Items.Add("b");
        Assert.Equal(["a"], ((Bag)Kept).Items);
    }

    [Fact]
    public async Task Argument_MarkedImmutable_IsNotCopied()
    {
        var sent = new Bag();
        await Grain.KeepImmutableAsync(sent);
        Assert.Same(sent, Kept);
        await Grain.KeepWrappedAsync(sent.AsImmutable());
        Assert.Same(sent, Kept);
        var unchanging = new Fixed([1]);
        await Grain.KeepFixedAsync(unchanging);
        Assert.Same(unchanging, Kept);
    }

    [Fact]
    public async Task Record_WithPrimaryConstructor_CarriesItsParameters()
    {
        var sent = new Point(3, [1, 2]);
        await Grain.KeepAsync(sent);
        var kept = Assert.IsType<Point>(Kept);
        Assert.NotSame(sent, kept);
        Assert.Equal(3, kept.X);
        Assert.Equal([1, 2], kept.More);
        Assert.NotSame(sent.More, kept.More);
    }

    [Fact]
    public async Task Record_BelowAnother_CarriesBothAndKeepsItsType()
    {
        var got = (await Grain.EchoAsync(new T0 { Point = new NamedPoint(3, [1], "n") { Remark = "r" } })).Point;
        var named = Assert.IsType<NamedPoint>(got);
        Assert.Equal((3, "n", "r"), (named.X, named.Name, named.Remark));
        Assert.Equal([1], named.More);
    }

    [Fact]
    public async Task RecordStruct_AsArgumentAndResult_IsCopied()
    {
        var sent = new Pair(Guid.NewGuid(), [1, 2]);
        var got = await Grain.EchoPairAsync(sent);
        Assert.Equal(sent.Id, got.Id);
        Assert.Equal([1, 2], got.Values);
        Assert.NotSame(sent.Values, got.Values);
    }

    [Fact]
    public async Task SameObjectTwice_IsTheSameObjectTwiceInTheCopy()
    {
        var sent = new Bag { Items = ["a"] };
        sent.Next = sent;
        await Grain.KeepAsync(sent);
        var kept = (Bag)Kept;
        Assert.NotSame(sent, kept);
        Assert.Same(kept, kept.Next);
    }

    [Fact]
    public async Task Collections_Everywhere_AreCopiedDeeply()
    {
        var point = new Point(1, [1]);
        var sent = new Everything
        {
            Array = [1, 2],
            Map = new(StringComparer.OrdinalIgnoreCase) { ["Key"] = [1] },
            Points = [point],
            Set = new(StringComparer.OrdinalIgnoreCase) { "Key" },
            List = new List<Point> { point },
            Maybe = 5,
            Both = (6, point),
            Classic = Tuple.Create("t", 7),
            Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)),
            Colour = Colour.Green,
            Fixed = ImmutableDictionary<string, int[]>.Empty.Add("k", [8]),
            Any = new Bag { Items = ["any"] },
            Queue = new([1, 2, 3]),
            Grid = new[,] { { 1, 2 }, { 3, 4 } },
            Entry = new("e", new Bag { Items = ["entry"] }),
            Link = new Uri("https://example.org/a"),
            Bytes = [1, 2, 3],
            Sorted = new() { [2] = "two", [1] = "one" },
        };
        var got = await Grain.EchoEverythingAsync(sent);
        Assert.Equal(sent.Array, got.Array);
        Assert.NotSame(sent.Array, got.Array);
        Assert.Equal([1], got.Map["kEY"]);
        Assert.NotSame(sent.Map["Key"], got.Map["Key"]);
        Assert.Equal(1, got.Points[0].X);
        Assert.NotSame(point, got.Points[0]);
        Assert.Contains("kEY", got.Set);
        Assert.Same(got.Points[0], got.List[0]);
        Assert.Equal((5, 6, 7), (got.Maybe, got.Both.Number, got.Classic!.Item2));
        Assert.NotSame(point, got.Both.Point);
        Assert.Equal((sent.Time, Colour.Green), (got.Time, got.Colour));
        Assert.Equal(sent.Time.Offset, got.Time.Offset);
        Assert.Equal([8], got.Fixed["k"]);
        Assert.NotSame(sent.Fixed["k"], got.Fixed["k"]);
        Assert.Equal(["any"], Assert.IsType<Bag>(got.Any).Items);
        Assert.Equal([1, 2, 3], got.Queue);
        Assert.Equal(4, got.Grid[1, 1]);
        Assert.NotSame(sent.Grid, got.Grid);
        Assert.Equal(["entry"], got.Entry.Value.Items);
        Assert.NotSame(sent.Entry.Value, got.Entry.Value);
        Assert.Equal((sent.Link, "one"), (got.Link, got.Sorted.Values.First()));
        Assert.Equal(sent.Bytes, got.Bytes);
        Assert.NotSame(sent.Bytes, got.Bytes);
    }

    [Fact]
    public async Task ReadOnlyMemory_OfBytes_IsCopied()
    {
        var bytes = new byte[] { 1, 2, 3 };
        var got = await Grain.EchoBytesAsync(bytes.AsMemory(1));
        bytes[1] = 9;
        Assert.Equal([2, 3], got.ToArray());
    }

    [Fact]
    public async Task CollectionExpression_BehindAnInterface_Arrives()
    {
        var got = await Grain.EchoEverythingAsync(new Everything { List = [new Point(1, []), new Point(2, [])] });
        Assert.Equal([1, 2], got.List.Select(point => point.X));
    }

    [Fact]
    public async Task Reference_AsArgumentAndResult_NamesTheSameGrain()
    {
        var other = shared.Grains.GetGrain<ICopyGrain>("other");
        var got = await Grain.EchoReferenceAsync(other);
        Assert.Equal(other, got);
        Assert.Equal("other", got.GetPrimaryKeyString());
        Assert.Equal(other.GetGrainId(), got.AsReference<ICopyGrain>().GetGrainId());
    }

    [Fact]
    public async Task Null_AsArgumentAndResult_StaysNull()
    {
        Assert.Null(await Grain.EchoNullAsync(null));
        await Grain.NothingAsync();
    }

    [Fact]
    public async Task Value_WithoutSerializer_IsRefusedAtTheCall() =>
        await Assert.ThrowsAsync<global::Orleans.Serialization.CodecNotFoundException>(() => Grain.KeepAsync(new Unmarked()));

    private sealed class Unmarked;
}
