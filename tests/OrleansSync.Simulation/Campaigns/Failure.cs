namespace OrleansSync.Simulation.Campaigns;

/// <summary>A history that broke a promise, as simple as it could be made.</summary>
/// <param name="Campaign">The campaign's name.</param>
/// <param name="Seed">The seed that found it.</param>
/// <param name="Choices">The tape of the simplest history that still fails.</param>
/// <param name="Problem">What is broken.</param>
/// <param name="Trace">What happened in it.</param>
public sealed record Failure(string Campaign, ulong Seed, IReadOnlyList<int> Choices, string Problem, IReadOnlyList<string> Trace)
{
    /// <summary>For the person who mends it.</summary>
    public override string ToString() => $"""
        {Campaign}: {Problem}
        Replay: dotnet run eng/build.cs -- test --seed {Seed}
        Simplest history ({Choices.Count} choices: {string.Join(' ', Choices)}):
          {string.Join("\n  ", Trace)}
        """;
}
