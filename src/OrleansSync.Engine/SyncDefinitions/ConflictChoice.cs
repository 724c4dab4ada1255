using OrleansSync.Engine.Conflicts;

namespace OrleansSync.Engine.SyncDefinitions;

/// <summary>What a definition says of conflicts.</summary>
/// <param name="Kind">Who wins.</param>
/// <param name="SkewTolerance">For the later change: how far apart two changes have to be; zero or more.</param>
/// <param name="Tie">For the later change and for fields: who wins where that does not tell.</param>
[GenerateSerializer, Immutable, Alias("ConflictChoice")]
public sealed record ConflictChoice([property: Id(0)] ConflictKind Kind, [property: Id(1)] TimeSpan SkewTolerance, [property: Id(2)] Tie Tie)
{
    /// <summary>Nothing given.</summary>
    public static readonly ConflictChoice Empty = new(ConflictKind.Unspecified, TimeSpan.Zero, Tie.Source);

    /// <summary>The policy.</summary>
    public ConflictPolicy ToPolicy() => Kind switch
    {
        ConflictKind.TargetWins => new ConflictPolicy.TargetWins(),
        ConflictKind.LatestWins => new ConflictPolicy.LatestWins(SkewTolerance, Tie),
        ConflictKind.FieldMerge => new ConflictPolicy.FieldMerge(Tie),
        ConflictKind.Manual => new ConflictPolicy.Manual(),
        _ => new ConflictPolicy.SourceWins(),
    };
}
