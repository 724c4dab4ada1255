using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.SharePoint.Columns;

/// <summary>A column as Graph shows it: which facet is there says its kind (4.2); some kinds show none and only a type in the content type (4.4).</summary>
internal sealed record GraphColumn
{
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string DisplayName { get; init; } = "";

    public bool Hidden { get; init; }

    public bool Indexed { get; init; }

    public bool EnforceUniqueValues { get; init; }

    public bool ReadOnly { get; init; }

    public string? Type { get; init; }

    public TextFacet? Text { get; init; }

    public NumberFacet? Number { get; init; }

    public Facet? Currency { get; init; }

    public Facet? Boolean { get; init; }

    public DateTimeFacet? DateTime { get; init; }

    public ChoiceFacet? Choice { get; init; }

    public LookupFacet? Lookup { get; init; }

    public PersonFacet? PersonOrGroup { get; init; }

    public Facet? Calculated { get; init; }

    /// <summary>Its kind, with the type that a content type told, if any.</summary>
    public ListColumnKind KindWith(string? type) => this switch
    {
        { Calculated: not null } => ListColumnKind.Calculated,
        { Text.AppendChangesToExistingText: true } => ListColumnKind.AppendNote,
        { Text: { AllowMultipleLines: true, TextType: "richText" } } => ListColumnKind.RichNote,
        { Text.AllowMultipleLines: true } => ListColumnKind.Note,
        { Text: not null } => ListColumnKind.Text,
        { Number: not null } => ListColumnKind.Number,
        { Currency: not null } => ListColumnKind.Currency,
        { Boolean: not null } => ListColumnKind.Boolean,
        { DateTime.Format: "dateTime" } => ListColumnKind.DateTime,
        { DateTime: not null } => ListColumnKind.DateOnly,
        { Choice.DisplayAs: "checkBoxes" } => ListColumnKind.MultiChoice,
        { Choice: not null } => type == "multichoice" ? ListColumnKind.MultiChoice : ListColumnKind.Choice,
        { Lookup.AllowMultipleValues: true } => ListColumnKind.MultiLookup,
        { Lookup: not null } => ListColumnKind.Lookup,
        { PersonOrGroup.AllowMultipleSelection: true } => ListColumnKind.MultiPerson,
        { PersonOrGroup: not null } => ListColumnKind.Person,
        _ => type switch
        {
            "url" => ListColumnKind.Hyperlink,
            "term" or "multiterm" => ListColumnKind.Term,
            _ => ListColumnKind.Other,
        },
    };

    internal record Facet;

    internal sealed record TextFacet
    {
        public bool AllowMultipleLines { get; init; }

        public bool AppendChangesToExistingText { get; init; }

        public string? TextType { get; init; }

        public int? MaxLength { get; init; }
    }

    internal sealed record NumberFacet
    {
        public double? Minimum { get; init; }

        public double? Maximum { get; init; }
    }

    internal sealed record DateTimeFacet
    {
        public string? Format { get; init; }
    }

    internal sealed record ChoiceFacet
    {
        public IReadOnlyList<string>? Choices { get; init; }

        public string? DisplayAs { get; init; }

        public bool AllowTextEntry { get; init; }
    }

    internal sealed record LookupFacet
    {
        public bool AllowMultipleValues { get; init; }

        public string? ListId { get; init; }
    }

    internal sealed record PersonFacet
    {
        public bool AllowMultipleSelection { get; init; }
    }
}
