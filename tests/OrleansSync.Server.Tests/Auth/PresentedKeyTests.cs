using OrleansSync.Server.Auth;

namespace OrleansSync.Server.Tests.Auth;

public sealed class PresentedKeyTests
{
    private static readonly Guid Id = new(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);

    [Fact]
    public void TryParse_RevealedKey_MatchesItsHashAndNoOther()
    {
        var key = PresentedKey.Generate(Id);

        Assert.True(PresentedKey.TryParse(key.Reveal(), out var parsed));
        Assert.Equal(Id, parsed.Value.Id);
        Assert.True(parsed.Value.Matches(key.Hash()));
        Assert.False(parsed.Value.Matches(PresentedKey.Generate(Id).Hash()));
    }

    [Fact]
    public void ToString_Key_HasNoSecret()
    {
        var key = PresentedKey.Generate(Id);

        Assert.DoesNotContain(key.Reveal()[^40..], key.ToString(), StringComparison.Ordinal);
    }
}
