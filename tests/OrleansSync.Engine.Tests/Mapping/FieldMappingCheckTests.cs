using System.Collections.Immutable;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Mapping;
using OrleansSync.Engine.Values.Lists;
using OrleansSync.Engine.Values.Postgres;

namespace OrleansSync.Engine.Tests.Mapping;

public sealed class FieldMappingCheckTests
{
    private static readonly ImmutableArray<KeyColumn> Columns =
    [
        new("id", PostgresType.Of(23), false), new("title", PostgresType.Of(1043, 54), true), new("body", PostgresType.Of(25), true), new("amount", PostgresType.Of(701), true),
        new("due", PostgresType.Of(1082), true), new("created", PostgresType.Of(1184), true), new("price", PostgresType.Of(790), true),
    ];

    private static readonly ImmutableArray<ListColumn> Fields =
    [
        new("Title", ListColumnKind.Text), new("Body", ListColumnKind.Note), new("Amount", ListColumnKind.Number), new("Due", ListColumnKind.DateOnly), new("Created", ListColumnKind.DateTime, IsReadOnly: true),
        new("Done", ListColumnKind.Boolean), new("Number", ListColumnKind.Number), new("Owner", ListColumnKind.Person), new("Parent", ListColumnKind.Lookup), new("ParentId", ListColumnKind.Number), new("Site", ListColumnKind.Hyperlink),
    ];

    public static TheoryData<FieldMapping> Good =>
    [
        new("title", "Title"), new("id", "Number", IsKey: true), new("created", "Created", MappingDirection.PullOnly, IsSystemField: true), new("body", "Body", Transform: "body"),
        new("body", "Body", Transform: "\"body\""), new("body", "Body", MappingDirection.PushOnly, "title || ': ' || body"), new("", "Body", MappingDirection.PushOnly, "to_text(due)"),
        new("amount", "Done", MappingDirection.PushOnly, "amount > 100"), new("amount", "Amount", MappingDirection.PushOnly, "round(amount, 2)", ValuesFit: true),
        new("created", "Due", MappingDirection.PushOnly, "to_date(created)"), new("id", "Owner", MappingDirection.PushOnly),
    ];

    public static TheoryData<FieldMapping, string> Wrong => new()
    {
        { new("titel", "Title"), "column: is not a column of the table; did you mean title?" },
        { new("", "Title"), "column: is required without a transform." },
        { new("title", "Titel"), "field: is not a column of the list; did you mean Title?" },
        { new("title", "Title", Transform: "upper(title)"), "direction: A transform cannot be undone; set the mapping push only, or take the transform out." },
        { new("title", "Title", MappingDirection.PullOnly, "body"), "direction: A transform cannot be undone; set the mapping push only, or take the transform out." },
        { new("title", "Title", MappingDirection.PushOnly, "uper(title"), "transform: At line 1, column 1: There is no function of this name. Did you mean upper?|transform: At line 1, column 5: This parenthesis is not closed. Close it with )." },
        { new("title", "Title", MappingDirection.PushOnly, "price"), "transform: At line 1, column 1: The type of this column is not read. Cast the column in a view." },
        { new("title", "Body", MappingDirection.PushOnly, "''"), "transform: is null for every row; take the mapping out, or mend the transform." },
        { new("id", "Body", MappingDirection.PushOnly, "id + 1"), "transform: makes a number; the field takes a text. Convert it with to_text(...)." },
        { new("title", "Done", MappingDirection.PushOnly, "upper(title)"), "transform: A yes/no column does not hold text. Map a boolean column; a transform or a view can make one." },
        { new("title", "Title", MappingDirection.PushOnly, "upper(body)"), "transform: A text of this column can be longer than 255. Map it to several lines of plain text, or declare that the values fit: a row whose value does not is then parked." },
        { new("title", "Site", MappingDirection.PushOnly, "'https://x/' || title", ValuesFit: true), "transform: makes a text; the field takes a link." },
        { new("created", "Created", IsSystemField: true), "direction: The list itself keeps this field; set the mapping pull only." },
        { new("created", "Created"), "field: The list computes this column. Map it pull only." },
        { new("id", "Number", MappingDirection.PullOnly, IsKey: true), "is_key: A key goes from the table to the list as it is; push it without a transform." },
        { new("id", "Number", MappingDirection.PushOnly, "id + 1", IsKey: true), "is_key: A key goes from the table to the list as it is; push it without a transform." },
        { new("amount", "Title", (MappingDirection)9), "direction: is not a direction that this server knows." },
        { new("id", "Parent"), "field: Another column of the list has the name under which this one's ids are written. Give one of them another internal name, by making it anew." },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void Check_GoodMapping_IsTaken(FieldMapping mapping)
    {
        var (fields, violations) = FieldMappingCheck.Check([mapping], Columns, Fields);
        Assert.Empty(violations);
        var field = Assert.Single(fields);
        Assert.Equal(mapping.Transform.Length == 0 || mapping.Transform.Trim('"') == mapping.Column, field.Transform is null);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WrongMapping_NamesTheFieldAndTheWayOut(FieldMapping mapping, string problems)
    {
        var (fields, violations) = FieldMappingCheck.Check([mapping], Columns, Fields);
        Assert.Empty(fields);
        Assert.Equal(problems, Text(violations, "field_mappings[0]."));
    }

    [Fact]
    public void Check_OneFieldTwiceOrOneColumnFilledTwice_IsRefused()
    {
        FieldMapping[] mappings = [new("title", "Title"), new("title", "TITLE", MappingDirection.PushOnly), new("title", "Body"), new("body", "Body", MappingDirection.PushOnly)];
        Assert.Equal(
            "field_mappings[1].field: is not a column of the list; did you mean Title?|field_mappings[1].field: is mapped by field_mappings[0] already; map a field once.|"
            + "field_mappings[2].column: is filled by field_mappings[0] already; set all but one of them push only.|field_mappings[3].field: is mapped by field_mappings[2] already; map a field once.",
            Text(FieldMappingCheck.Check([.. mappings], Columns, Fields).Violations, ""));
    }

    [Fact]
    public void Check_TooManyMappings_IsRefused() =>
        Assert.Single(FieldMappingCheck.Check([.. Enumerable.Repeat(new FieldMapping("title", "Title"), FieldMappingCheck.MappingsMax + 1)], Columns, Fields).Violations);

    private static string Text(IEnumerable<FieldViolation> violations, string prefix) =>
        string.Join("|", violations.Select(violation => $"{violation.Field[prefix.Length..]}: {violation.Problem}"));
}
