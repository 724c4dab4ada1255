using OrleansSync.Engine.Identity;
using Xunit;

namespace OrleansSync.Testing.Identity;

/// <summary>What every <see cref="IIdSource"/> keeps.</summary>
public abstract class IdSourceContract
{
    private const int Draws = 10_000;

    protected ManualClock Clock { get; } = new();

    protected abstract IIdSource Open();

    [Fact]
    public void Next_ManyTimes_GivesNoIdTwice()
    {
        var ids = Open();

        Assert.Equal(Draws, Enumerable.Range(0, Draws).Select(_ => ids.Next()).Distinct().Count());
    }

    [Fact]
    public void Next_WhileTimeGoesOn_RisesAsItsTextAndAsThePostgresType()
    {
        var ids = Open();
        var drawn = new List<Guid>();
        for (var draw = 0; draw < Draws; draw++)
        {
            drawn.Add(ids.Next());
            Clock.Advance(TimeSpan.FromMilliseconds(draw % 3));
        }

        Assert.Equal(drawn.Select(id => id.ToString("D")).Order(StringComparer.Ordinal), drawn.Select(id => id.ToString("D")));
        Assert.All(drawn, id => Assert.Equal('7', id.ToString("D")[14]));
    }
}
