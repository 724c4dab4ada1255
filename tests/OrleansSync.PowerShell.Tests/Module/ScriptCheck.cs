using System.Text.RegularExpressions;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>Checks commands of a script against the cmdlets, as far as text alone allows.</summary>
internal static partial class ScriptCheck
{
    private static readonly string[] CommonParameters =
        ["Verbose", "Debug", "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable", "OutBuffer", "PipelineVariable"];

    private static readonly Dictionary<string, CmdletType> ByName = CmdletType.All.ToDictionary(cmdlet => cmdlet.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a script: cmdlets of ours that do not exist, and parameters that they do not have.</summary>
    public static IEnumerable<string> Problems(string script)
    {
        // What stands in quotes is no command, unless it is a script block, which has none here.
        var code = Quoted().Replace(script, "''");
        foreach (var piece in Separator().Split(code))
        {
            if (OurName().Match(piece) is not { Success: true } match)
            {
                continue;
            }

            if (!ByName.TryGetValue(match.Value, out var cmdlet))
            {
                if (!CmdletType.All.Any(one => one.Aliases.Contains(match.Value, StringComparer.OrdinalIgnoreCase)))
                {
                    yield return $"There is no cmdlet {match.Value} ({script}).";
                }

                continue;
            }

            foreach (var parameter in ParameterName().Matches(piece[match.Index..]).Select(found => found.Groups["name"].Value))
            {
                if (!cmdlet.Parameters.Any(one => one.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase) || one.Aliases.Contains(parameter, StringComparer.OrdinalIgnoreCase))
                    && !CommonParameters.Contains(parameter, StringComparer.OrdinalIgnoreCase) && !(cmdlet.AsksBefore && parameter is "WhatIf" or "Confirm"))
                {
                    yield return $"{cmdlet.Name} has no parameter -{parameter} ({script}).";
                }
            }
        }
    }

    [GeneratedRegex("'[^']*'|\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[|;(){}\n]")]
    private static partial Regex Separator();

    [GeneratedRegex(@"\b[A-Z][a-z]+-(?:OSync|Helix)[A-Za-z]*")]
    private static partial Regex OurName();

    [GeneratedRegex(@"\s-(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex ParameterName();
}
