using System.Text.RegularExpressions;
using OrleansSync.Architecture.Code;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Sources;

/// <summary>Where a type is found: its file, its folder, and no file too long to read.</summary>
public sealed partial class FileShapeTests
{
    private const int LinesMax = 400;

    private static readonly IReadOnlyList<RepositoryFile> Source = RepositoryFiles.CSharp("src/");

    [Fact]
    public void Files_OfSource_AreShortEnoughToRead() => Findings.None(
        from file in Source
        let lines = file.Text.AsSpan().Count('\n')
        where lines > LinesMax
        select $"{file.Path} has {lines} lines; split it before {LinesMax}.");

    [Fact]
    public void Files_OfSource_DeclareOnePublicType() => Findings.None(
        from file in Source
        let names = TypeDeclaration.In(file).Where(type => type.IsPublic).Select(type => type.Name).Distinct(StringComparer.Ordinal).ToList()
        where names.Count > 1
        select $"{file.Path} declares {string.Join(", ", names)}; one public type a file.");

    [Fact]
    public void Files_OfSource_AreNamedByATypeThatTheyDeclare() => Findings.None(
        from file in Source
        let types = TypeDeclaration.In(file).ToList()
        let wanted = types.Where(type => type.IsPublic).DefaultIfEmpty().First() is { } visible ? [visible.Name] : types.Select(type => type.Name).ToList()
        where types.Count > 0 && !wanted.Contains(file.Name.Split('.')[0])
        select $"{file.Path} declares {string.Join(", ", wanted)}; name the file after it.");

    [Fact]
    public void Namespaces_OfSourceAndTests_AreTheirFolders() => Findings.None(
        from file in Source.Concat(RepositoryFiles.CSharp("tests/OrleansSync."))
        let expected = file.Folder[(file.Folder.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('/', '.')
        let actual = Namespace().Match(file.Code)
        where actual.Success ? actual.Groups["name"].Value != expected : TypeDeclaration.In(file).Any()
        select $"{file.Path} is in the namespace {(actual.Success ? actual.Groups["name"].Value : "(none)")}; its folder says {expected}.");

    [GeneratedRegex(@"^\s*namespace\s+(?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();
}
