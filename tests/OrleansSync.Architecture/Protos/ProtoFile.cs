using System.Text.RegularExpressions;
using OrleansSync.Architecture.Repository;

namespace OrleansSync.Architecture.Protos;

/// <summary>A file of the public contract, read line by line as buf formats it.</summary>
internal sealed partial class ProtoFile(RepositoryFile file)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProtoFile> All { get; } = [.. RepositoryFiles.Under("protos/", ".proto").Select(file => new ProtoFile(file))];

    public RepositoryFile File => file;

    /// <summary>The services and their calls, in the order of the file.</summary>
    public IEnumerable<(string Service, string Call)> Calls()
    {
        var service = "";
        foreach (Match match in ServiceOrCall().Matches(file.Text))
        {
            if (match.Groups["service"].Success)
            {
                service = match.Groups["service"].Value;
            }
            else
            {
                yield return (service, match.Groups["call"].Value);
            }
        }
    }

    /// <summary>Services and calls without a comment on the line above.</summary>
    public IEnumerable<string> Uncommented()
    {
        foreach (Match match in ServiceOrCall().Matches(file.Text))
        {
            var above = file.Text[..match.Index].TrimEnd('\n').Split('\n')[^1].TrimStart();
            var touches = match.Index < 2 || file.Text[match.Index - 2] != '\n';
            if (!touches || !above.StartsWith("//", StringComparison.Ordinal))
            {
                yield return $"{file.At(match.Index)}: '{match.Value.Trim()}' has no comment above it; say what it does and which errors it has.";
            }
        }
    }

    /// <summary>Enumerations whose zero is not <c>..._UNSPECIFIED</c>.</summary>
    public IEnumerable<string> EnumsWithoutUnspecified() =>
        from match in EnumZero().Matches(file.Text).Cast<Match>()
        where !match.Groups["zero"].Value.EndsWith("_UNSPECIFIED", StringComparison.Ordinal)
        select $"{file.At(match.Index)}: the zero of {match.Groups["name"].Value} is {match.Groups["zero"].Value}; it must end in _UNSPECIFIED.";

    [GeneratedRegex(@"^(?:service\s+(?<service>\w+)\s*\{|\s*rpc\s+(?<call>\w+)\s*\()", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ServiceOrCall();

    [GeneratedRegex(@"^\s*enum\s+(?<name>\w+)\s*\{(?:\s|//[^\n]*\n)*(?<zero>\w+)\s*=", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex EnumZero();
}
