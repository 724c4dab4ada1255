using System.Collections.Immutable;
using OrleansSync.Helix.Toml;

namespace OrleansSync.Helix.Projects;

/// <summary>What came of reading a helix.toml.</summary>
/// <param name="File">What the file says as far as it could be read; null when it is not TOML.</param>
/// <param name="Problems">All that is wrong with it; empty when it may be used.</param>
public sealed record ProjectFileParse(ProjectFile? File, ImmutableArray<TomlProblem> Problems)
{
    /// <summary>True when the file may be used as it is.</summary>
    public bool IsValid => File is not null && Problems.IsEmpty;
}
