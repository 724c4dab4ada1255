using OrleansSync.Engine.Keys;
using OrleansSync.Engine.Rows;
using OrleansSync.Engine.SyncDefinitions;
using OrleansSync.Engine.Values;

namespace OrleansSync.Testing.Rows;

/// <summary>
/// The one shape that the contracts of tables and lists share: a table with the key <c>id</c> (integer), and the columns
/// <c>amount</c> (number) and <c>name</c> (text), which flow both ways, <c>code</c> (text), which is pushed only, and <c>note</c> (text), which is pulled only.
/// </summary>
public static class TestRows
{
    public static readonly MappedColumns Columns = new(["amount", "name"], ["code"], ["note"]);

    public static readonly SyncDefinition Definition = SyncDefinition.Create(
        new SyncDefinitionId(new Guid("aaaaaaaa-0000-7000-8000-000000000001")),
        new SyncDefinitionSpec("contract", "", SyncDirection.TwoWay, new TableReference("public", "contract"), new ListReference("https://contoso.sharepoint.com/sites/a", "contract")),
        new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));

    public static RowKey Key(int id) => new(KeyPart.Of(id));

    public static SyncKey SyncKeyOf(int id) => SyncKey.Of(Definition.Id, Key(id));

    public static Row Of(int amount, string name, string? code = null, string? note = null) => Row.Of(
    [
        new("amount", new NumberValue(amount)), new("name", new TextValue(name)), new("code", Text(code)), new("note", Text(note)),
    ]);

    private static Value Text(string? text) => text is null ? Value.Null : new TextValue(text);
}
