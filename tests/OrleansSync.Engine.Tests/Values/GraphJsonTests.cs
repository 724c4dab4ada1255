using System.Text;
using System.Text.Json;
using OrleansSync.Engine.Values;
using OrleansSync.Engine.Values.Lists;

namespace OrleansSync.Engine.Tests.Values;

/// <summary>The shapes of sharepoint-graph.md 5.4.</summary>
public sealed class GraphJsonTests
{
    private static readonly ListRules Rules = new(Zones.Get("America/Los_Angeles"));

    [Theory]
    [InlineData(ListColumnKind.Text, """{"C":"x"}""", "x")]
    [InlineData(ListColumnKind.Text, """{"C":null}""", "(Null)")]
    [InlineData(ListColumnKind.Text, """{"D":"x"}""", "(Null)")]
    [InlineData(ListColumnKind.Note, """{"C":"a\nb"}""", "a\nb")]
    [InlineData(ListColumnKind.Number, """{"C":1}""", "1")]
    [InlineData(ListColumnKind.Number, """{"C":-0.0}""", "0")]
    [InlineData(ListColumnKind.Number, """{"C":1.10}""", "1.1")]
    [InlineData(ListColumnKind.Number, """{"C":"1.5"}""", "1.5")]
    [InlineData(ListColumnKind.Number, """{"C":0.1000000000000000055511151231257827}""", "0.1")]
    [InlineData(ListColumnKind.Number, """{"C":1e300}""", "!NumberTooLarge")]
    [InlineData(ListColumnKind.Currency, """{"C":12.34}""", "12.34")]
    [InlineData(ListColumnKind.Boolean, """{"C":true}""", "true")]
    [InlineData(ListColumnKind.DateTime, """{"C":"2025-12-21T01:59:16Z"}""", "2025-12-21T01:59:16")]
    [InlineData(ListColumnKind.DateTime, """{"C":"2025-12-21T01:59:16.9876543Z"}""", "2025-12-21T01:59:16")]
    [InlineData(ListColumnKind.DateTime, """{"C":"2025-12-21T01:59:16"}""", "2025-12-21T01:59:16")]
    [InlineData(ListColumnKind.DateTime, """{"C":"yesterday"}""", "!InstantForm")]
    [InlineData(ListColumnKind.DateOnly, """{"C":"2025-03-24T07:00:00Z"}""", "2025-03-24")]
    [InlineData(ListColumnKind.DateOnly, """{"C":"2025-03-24"}""", "2025-03-24")]
    [InlineData(ListColumnKind.DateOnly, """{"C":"2025-03-24T00:00:00Z"}""", "!DateNotAtMidnight")]
    [InlineData(ListColumnKind.Choice, """{"C":"Open"}""", "Open")]
    [InlineData(ListColumnKind.MultiChoice, """{"C":["b","a","b"]}""", "a|b")]
    [InlineData(ListColumnKind.Lookup, """{"C":"shown","CLookupId":"13"}""", "13")]
    [InlineData(ListColumnKind.Lookup, """{"CLookupId":13}""", "13")]
    [InlineData(ListColumnKind.Lookup, """{"CLookupId":""}""", "(Null)")]
    [InlineData(ListColumnKind.Lookup, """{"CLookupId":"x"}""", "!IdForm")]
    [InlineData(ListColumnKind.MultiLookup, """{"C":[{"LookupId":7,"LookupValue":"b"},{"LookupId":3,"LookupValue":"a"}]}""", "3|7")]
    [InlineData(ListColumnKind.Person, """{"CLookupId":"1073741822"}""", "1073741822")]
    [InlineData(ListColumnKind.MultiPerson, """{"C":[{"LookupId":7,"LookupValue":"b","Email":"b@x"}]}""", "7")]
    [InlineData(ListColumnKind.Hyperlink, """{"C":{"Description":"A","Url":"https://a/"}}""", "https://a/|A")]
    [InlineData(ListColumnKind.Text, """{"C":{"x":1}}""", "!FieldShape")]
    [InlineData(ListColumnKind.Text, """{"C":"\uD83D"}""", "!NotUtf8")]
    [InlineData(ListColumnKind.Boolean, """{"C":1}""", "!FieldShape")]
    public void TryRead_ShapeThatWasSeen_IsTheValue(ListColumnKind kind, string json, string expected)
    {
        var column = new ListColumn("C", kind);
        var values = new Value[1];
        var read = new GraphFields([new ListField(column, column.NaturalKind ?? ValueKind.Null)], Rules).TryRead(Encoding.UTF8.GetBytes(json), values, out var failed, out var failure);

        Assert.Equal(expected, read ? PostgresGoldenTests.Show(values[0]) : $"!{failure.Rule}");
        Assert.Equal(read ? -1 : 0, failed);
    }

    [Theory]
    [InlineData(ListColumnKind.Text, null, """{"C":null}""")]
    [InlineData(ListColumnKind.Number, null, """{"C":null}""")]
    [InlineData(ListColumnKind.Lookup, null, """{"CLookupId":null}""")]
    [InlineData(ListColumnKind.Person, null, """{"CLookupId":null}""")]
    [InlineData(ListColumnKind.MultiChoice, null, """{"C@odata.type":"Collection(Edm.String)","C":[]}""")]
    [InlineData(ListColumnKind.MultiLookup, null, """{"CLookupId@odata.type":"Collection(Edm.Int32)","CLookupId":[]}""")]
    [InlineData(ListColumnKind.Hyperlink, null, """{"C":null}""")]
    [InlineData(ListColumnKind.Text, "text", """{"C":"x"}""")]
    [InlineData(ListColumnKind.Number, "number", """{"C":1.5}""")]
    [InlineData(ListColumnKind.Boolean, "boolean", """{"C":false}""")]
    [InlineData(ListColumnKind.DateTime, "instant", """{"C":"2025-12-21T01:59:16Z"}""")]
    [InlineData(ListColumnKind.DateOnly, "date", """{"C":"2025-03-24T07:00:00Z"}""")]
    [InlineData(ListColumnKind.MultiChoice, "choices", """{"C@odata.type":"Collection(Edm.String)","C":["a","b"]}""")]
    [InlineData(ListColumnKind.Lookup, "lookup", """{"CLookupId":13}""")]
    [InlineData(ListColumnKind.MultiLookup, "lookup", """{"CLookupId@odata.type":"Collection(Edm.Int32)","CLookupId":[13]}""")]
    [InlineData(ListColumnKind.MultiPerson, "persons", """{"CLookupId@odata.type":"Collection(Edm.Int32)","CLookupId":[3,7]}""")]
    [InlineData(ListColumnKind.Hyperlink, "link", """{"C":{"Url":"https://a/","Description":"A"}}""")]
    public void TryWrite_Value_HasTheOneShapeThatIsAccepted(ListColumnKind kind, string? value, string expected) =>
        Assert.Equal(expected, Write(new ListColumn("C", kind), Of(value), Rules));

    [Fact]
    public void TryWrite_InstantWithoutZone_IsASwitch() =>
        Assert.Equal("""{"C":"2025-12-21T01:59:16"}""", Write(new("C", ListColumnKind.DateTime), Of("instant"), Rules with { InstantsAreWrittenWithoutZone = true }));

    [Fact]
    public void TryWrite_WhatMayNotBeWritten_IsRefused()
    {
        using var writer = new Utf8JsonWriter(new MemoryStream());
        writer.WriteStartObject();

        Assert.False(GraphJsonWriter.TryWrite(writer, new("C", ListColumnKind.Text, IsReadOnly: true), Of("text"), Rules, out var failure));
        Assert.Equal(ValueRule.ColumnReadOnly, failure.Rule);
        Assert.False(GraphJsonWriter.TryWrite(writer, new("C", ListColumnKind.Calculated), Of("text"), Rules, out failure));
        Assert.Equal(ValueRule.ColumnReadOnly, failure.Rule);
        Assert.False(GraphJsonWriter.TryWrite(writer, new("C", ListColumnKind.Number), Of("text"), Rules, out failure));
        Assert.Equal(ValueRule.KindMismatch, failure.Rule);
        Assert.False(GraphJsonWriter.TryWrite(writer, new("C", ListColumnKind.Person), Of("persons"), Rules, out failure));
        Assert.Equal(ValueRule.SeveralValues, failure.Rule);
        Assert.False(GraphJsonWriter.TryWrite(writer, new("C", ListColumnKind.Text), new TextValue("\uD83D"), Rules, out failure));
        Assert.Equal(ValueRule.NotUtf8, failure.Rule);
        Assert.Equal("C", Assert.Throws<UnknownValueException>(() => GraphJsonWriter.TryWrite(writer, new("C", ListColumnKind.Text), Value.Unknown, Rules, out _)).Column);
    }

    internal static string Write(ListColumn column, Value value, ListRules rules)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            Assert.True(GraphJsonWriter.TryWrite(writer, column, value, rules, out var failure), $"{column.Kind}: {failure}");
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static Value Of(string? value) => value switch
    {
        "text" => new TextValue("x"),
        "number" => new NumberValue(1.50m),
        "boolean" => BooleanValue.False,
        "instant" => new InstantValue(1_766_282_356),
        "date" => new DateValue(new(2025, 3, 24)),
        "choices" => new ChoicesValue(["b", "a"]),
        "lookup" => new LookupsValue(13),
        "persons" => new PersonsValue([7, 3]),
        "link" => new LinkValue("https://a/", "A"),
        _ => Value.Null,
    };
}
