using System.Net;
using System.Text.Json;
using Orleans.Concurrency;

namespace Standins.Orleans.Tests.Identity;

public sealed class IdentityTests
{
    // Rows of reminders and of grain states are found by these values in both builds, so they must be the same in both.
    [Theory]
    [InlineData("", 90033154u)]
    [InlineData("a", 1450446165u)]
    [InlineData("abcdefghijklmnop", 1653288349u)]
    [InlineData("the quick brown fox jumps over the lazy dog", 2003005798u)]
    public void StableHash_OfText_IsStable(string text, uint hash) => Assert.Equal(hash, StableHash.ComputeHash(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void GrainId_Hash_IsStable() => Assert.Equal(976386510u, GrainId.Parse("syncdefinition/2f1a").GetUniformHashCode());

    [Fact]
    public void SiloAddress_Hash_IsStable() => Assert.Equal(988806962, SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11111, 77).GetConsistentHashCode());

    [Fact]
    public void GrainId_AsText_IsReadBack()
    {
        var id = GrainId.Create("kind", "key/with/slashes");
        Assert.Equal("kind/key/with/slashes", id.ToString());
        Assert.Equal(id, GrainId.Parse(id.ToString()));
        Assert.Equal(id, JsonSerializer.Deserialize<GrainId>(JsonSerializer.Serialize(id)));
        Assert.False(GrainId.TryParse("nothing", out _));
        Assert.True(id.CompareTo(GrainId.Create("kind", "l")) < 0);
    }

    [Fact]
    public void Keys_OfGuidsAndNumbers_AreReadBack()
    {
        var guid = Guid.NewGuid();
        var byGuid = GrainId.Create(GrainType.Create("g"), GrainIdKeyExtensions.CreateGuidKey(guid, "more"));
        Assert.Equal($"g/{guid:N}+more", byGuid.ToString());
        Assert.Equal((guid, "more"), (byGuid.GetGuidKey(out var extension), extension));
        foreach (var number in new[] { 0L, 1, -1, long.MaxValue, long.MinValue })
        {
            var byNumber = GrainId.Create(GrainType.Create("n"), GrainIdKeyExtensions.CreateIntegerKey(number));
            Assert.Equal(number, byNumber.GetIntegerKey());
            Assert.True(byNumber.TryGetIntegerKey(out _, out var none) && none is null);
        }

        Assert.False(byGuid.TryGetIntegerKey(out _, out _));
    }

    [Fact]
    public void SiloAddress_AsText_IsReadBack()
    {
        var address = SiloAddress.New(IPAddress.Parse("10.1.2.3"), 11111, 77);
        Assert.Equal("10.1.2.3:11111@77", address.ToParsableString());
        Assert.Equal("S10.1.2.3:11111:77", address.ToString());
        Assert.Equal(address, SiloAddress.FromParsableString(address.ToParsableString()));
        Assert.Equal(address, JsonSerializer.Deserialize<SiloAddress>(JsonSerializer.Serialize(address)));
        var sixth = SiloAddress.New(IPAddress.IPv6Loopback, 1, 2);
        Assert.Equal(sixth, SiloAddress.FromParsableString(sixth.ToParsableString()));
        Assert.True(SiloAddress.New(address.Endpoint, 78).IsSuccessorOf(address));
        Assert.True(address.IsPredecessorOf(SiloAddress.New(address.Endpoint, 78)));
        Assert.True(SiloAddress.AllocateNewGeneration() < SiloAddress.AllocateNewGeneration());
        Assert.False(SiloAddress.TryParse("10.1.2.3:11111", out _));
    }

    [Fact]
    public void TableVersion_Next_KeepsItsEtag()
    {
        Assert.Equal(new TableVersion(4, "e"), new TableVersion(3, "e").Next());
        Assert.NotEqual(new TableVersion(3, "e"), new TableVersion(3, "f"));
    }

    [Fact]
    public void Immutable_HoldsItsValue() => Assert.Equal(3, 3.AsImmutable().Value);
}
