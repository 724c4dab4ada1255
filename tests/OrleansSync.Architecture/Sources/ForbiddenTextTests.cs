using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Sources;

/// <summary>Asserts <see cref="ForbiddenText"/>.</summary>
public sealed class ForbiddenTextTests
{
    [Fact]
    public void Source_OutsideTheExceptions_HasNoForbiddenCode() => Findings.None(
        from forbidden in ForbiddenText.All
        from file in RepositoryFiles.CSharp("src/")
        where forbidden.Rooms.Any(room => file.Path.StartsWith(room, StringComparison.Ordinal))
            && !Array.Exists(forbidden.Exceptions, exception => exception.Covers(file.Path))
        from match in forbidden.Pattern.Matches(file.Code).Cast<Match>()
        select $"{file.At(match.Index)} has '{match.Value}'; {forbidden.Instead}");

    [Fact]
    public void Exceptions_EachOfThem_IsStillUsed() => Findings.None(
        from forbidden in ForbiddenText.All
        from exception in forbidden.Exceptions
        where !RepositoryFiles.All.Any(file => exception.Covers(file.Path) && forbidden.Pattern.IsMatch(file.Code))
        select $"{exception.Path} has no '{forbidden.Pattern}' any more; take it off the list.");
}
