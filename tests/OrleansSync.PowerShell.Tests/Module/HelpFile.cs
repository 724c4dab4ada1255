using System.Xml.Linq;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>Makes the help of all cmdlets, in the format that Get-Help reads (MAML).</summary>
internal static class HelpFile
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Items = "http://msh";

    /// <summary>The file's text.</summary>
    public static string Make() => ModuleFiles.ToText(new XElement(
        Items + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        CmdletType.All.Select(Of)));

    private static XElement Of(CmdletType cmdlet) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Description(FirstSentence(cmdlet.Summary))),
        Description(cmdlet.Summary),
        new XElement(Command + "syntax", new XElement(Command + "syntaxItem", new XElement(Maml + "name", cmdlet.Name), Parameters(cmdlet).Select(parameter => Of(parameter, inSyntax: true)))),
        new XElement(Command + "parameters", Parameters(cmdlet).Select(parameter => Of(parameter, inSyntax: false))),
        new XElement(
            Command + "inputTypes",
            cmdlet.Parameters.Any(parameter => parameter.IsPiped)
                ? new XElement(
                    Command + "inputType",
                    new XElement(Dev + "type", new XElement(Maml + "name", "System.Object")),
                    Description($"Objects with properties named {string.Join(", ", cmdlet.Parameters.Where(parameter => parameter.IsPiped).Select(parameter => parameter.Name))}."))
                : null),
        new XElement(Command + "returnValues", cmdlet.OutputTypes.Select(type => new XElement(Command + "returnValue", new XElement(Dev + "type", new XElement(Maml + "name", type == typeof(void) ? "None" : type.FullName))))),
        new XElement(
            Command + "examples",
            cmdlet.Examples.Select((example, index) => new XElement(
                Command + "example",
                new XElement(Maml + "title", $"--- Example {index + 1} ---"),
                new XElement(Dev + "code", example.Code),
                new XElement(Dev + "remarks", new XElement(Maml + "para", example.Remark))))));

    private static IEnumerable<HelpParameter> Parameters(CmdletType cmdlet)
    {
        var own = cmdlet.Parameters.Select(parameter => new HelpParameter(
            parameter.Name, parameter.Summary, parameter.TypeName, parameter.IsMandatory, parameter.IsPiped, parameter.TakesPatterns, parameter.Position, parameter.IsSwitch, string.Join(", ", parameter.Aliases)));
        return cmdlet.AsksBefore
            ? own.Append(new("WhatIf", "Says what would be done, and changes nothing.", "SwitchParameter", false, false, false, null, true, "wi"))
                .Append(new("Confirm", "Asks before it is done.", "SwitchParameter", false, false, false, null, true, "cf"))
            : own;
    }

    private static XElement Of(HelpParameter parameter, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
        new XAttribute("variableLength", "true"),
        new XAttribute("globbing", parameter.TakesPatterns ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.IsPiped ? "True (ByPropertyName)" : "False"),
        new XAttribute("position", parameter.Position is { } position ? $"{position}" : "named"),
        new XAttribute("aliases", parameter.Aliases.Length > 0 ? parameter.Aliases : "none"),
        new XElement(Maml + "name", parameter.Name),
        Description(parameter.Summary),
        inSyntax && parameter.IsSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", parameter.IsSwitch ? "false" : "true"), new XAttribute("variableLength", "false"), parameter.TypeName),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName)));

    private static XElement Description(string text) => new(Maml + "description", new XElement(Maml + "para", text));

    private static string FirstSentence(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? text : text[..(end + 1)];
    }

    private sealed record HelpParameter(string Name, string Summary, string TypeName, bool IsMandatory, bool IsPiped, bool TakesPatterns, int? Position, bool IsSwitch, string Aliases);
}
