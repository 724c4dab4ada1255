using Microsoft.Playwright;
using OrleansSync.Emulator.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace OrleansSync.Emulator.Tests.Page;

/// <summary>Lists and columns made on the page, and the control of each type of column.</summary>
public sealed class PageColumnTests(Chromium chromium) : IClassFixture<Chromium>
{
    [ChromiumFact]
    public async Task NewList_WithColumns_IsThereForTheEngine()
    {
        await using var session = await PageSession.StartAsync(chromium);
        await session.OpenAsync();
        await session.Button("New list in Team").ClickAsync();
        await session.Button("Make list").ClickAsync();
        await Expect(session.ErrorOf("Name")).ToHaveTextAsync("A list needs a displayName.");
        await session.Field("Name").FillAsync("Orders");
        await session.Button("Add a column").ClickAsync();
        var column = session.Dialog.GetByRole(AriaRole.Group, new() { Name = "Column" });
        await column.GetByLabel("Name").FillAsync("State");
        await column.GetByLabel("Type").SelectOptionAsync(new SelectOptionValue { Label = "Choice" });
        await column.GetByLabel("Choices, one a line").FillAsync("New\nDone");
        await session.Button("Make list").ClickAsync();
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Orders" })).ToBeVisibleAsync();
        var columns = (await session.Emulator.GetAsync($"{session.Emulator.Site}/lists/Orders/columns")).Ok().Rows;
        Assert.Equal(["New", "Done"], columns.Single(made => made.GetProperty("name").GetString() == "State").GetProperty("choice").GetProperty("choices").EnumerateArray().Select(choice => choice.GetString()));

        await session.Page.Keyboard.PressAsync("2");
        await session.Button("New column").ClickAsync();
        await session.Field("Name").FillAsync("Amount");
        await session.Field("Type").SelectOptionAsync("number");
        await session.Button("Add column").ClickAsync();
        await Expect(session.Page.GetByRole(AriaRole.Row, new() { Name = "Amount" })).ToBeVisibleAsync();
        await session.Button("Delete the column Amount").ClickAsync();
        await session.Button("Delete column").ClickAsync();
        await Expect(session.Page.GetByRole(AriaRole.Row, new() { Name = "Amount" })).ToHaveCountAsync(0);
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task Edit_OfEveryTypeOfColumn_WritesWhatTheControlShows()
    {
        await using var session = await PageSession.StartAsync(chromium, options => options.TimeZone = "Europe/Berlin");
        var emulator = session.Emulator;
        var other = await emulator.MakeListAsync("Customers");
        await emulator.MakeItemAsync(other, """{"Title":"Fabrikam"}""");
        var person = emulator.Host.EnsurePerson("/sites/Team", "Ada", "ada@contoso.example");
        var list = await emulator.MakeListAsync("Orders", $$$"""
            [{"name":"State","choice":{"choices":["New","Done"]}},{"name":"Tags","choice":{"choices":["a","b","c"],"displayAs":"checkBoxes"}},{"name":"Price","currency":{}},
             {"name":"Due","dateTime":{"format":"dateOnly"}},{"name":"Picked","dateTime":{"format":"dateTime"}},{"name":"Owner","personOrGroup":{}},{"name":"Watchers","personOrGroup":{"allowMultipleSelection":true}},
             {"name":"Customer","lookup":{"listId":"{{{other.Split('/')[^1]}}}","columnName":"Title"}},{"name":"Sure","boolean":{}},{"name":"Link","hyperlinkOrPicture":{}},{"name":"Remarks","text":{"allowMultipleLines":true}}]
            """);
        await session.OpenAsync(list);
        await session.Button("New item").First.ClickAsync();
        await session.Field("State").SelectOptionAsync("Done");
        await session.Dialog.GetByRole(AriaRole.Group, new() { Name = "Tags" }).First.GetByLabel("b").CheckAsync();
        await session.Dialog.GetByRole(AriaRole.Group, new() { Name = "Tags" }).First.GetByLabel("c").CheckAsync();
        await session.Field("Price").FillAsync("12.5");
        await session.Field("Due").FillAsync("2026-07-01");
        await session.Field("Picked").FillAsync("2026-07-01T09:30:15");
        await session.Field("Owner").SelectOptionAsync($"{person}");
        await session.Dialog.GetByRole(AriaRole.Group, new() { Name = "Watchers" }).First.GetByLabel("Ada (ada@contoso.example)").CheckAsync();
        await session.Field("Customer").SelectOptionAsync("1");
        await session.Field("Sure").SelectOptionAsync("false");
        await session.Field("Address").FillAsync("https://contoso.example/1");
        await session.Field("Text to show").FillAsync("one");
        await session.Field("Remarks").FillAsync("two\nlines");
        await session.Button("Add item").ClickAsync();
        await Expect(session.Rows).ToHaveCountAsync(1);

        var fields = await emulator.FieldsAsync(list, "1");
        Assert.Equal("Done", fields.GetProperty("State").GetString());
        Assert.Equal(["b", "c"], fields.GetProperty("Tags").EnumerateArray().Select(tag => tag.GetString()));
        Assert.Equal(12.5, fields.GetProperty("Price").GetDouble());
        Assert.Equal("2026-06-30T22:00:00Z", fields.GetProperty("Due").GetString());
        Assert.Equal("2026-07-01T07:30:15Z", fields.GetProperty("Picked").GetString());
        Assert.Equal($"{person}", fields.GetProperty("OwnerLookupId").GetString());
        Assert.Equal(person, Assert.Single(fields.GetProperty("Watchers").EnumerateArray()).GetProperty("LookupId").GetInt32());
        Assert.Equal("1", fields.GetProperty("CustomerLookupId").GetString());
        Assert.False(fields.GetProperty("Sure").GetBoolean());
        Assert.Equal("one", fields.GetProperty("Link").GetProperty("Description").GetString());
        Assert.Equal("two\nlines", fields.GetProperty("Remarks").GetString());
        foreach (var shown in new[] { "2026-07-01 09:30", "12.50", "Fabrikam", "Ada", "one", "No" })
        {
            await Expect(session.Rows.First).ToContainTextAsync(shown);
        }

        // What is opened and saved without a change is not written.
        var eTag = (await emulator.GetAsync($"{list}/items/1")).Json.GetProperty("eTag").GetString();
        await session.Rows.First.ClickAsync();
        await Expect(session.Field("Picked")).ToHaveValueAsync("2026-07-01T09:30:15");
        await session.Button("Save").ClickAsync();
        await Expect(session.Dialog).ToHaveCountAsync(0);
        Assert.Equal(eTag, (await emulator.GetAsync($"{list}/items/1")).Json.GetProperty("eTag").GetString());
        session.AssertQuiet();
    }

    [ChromiumFact]
    public async Task SampleList_FromTheEmptyPage_ShowsItsItems()
    {
        await using var session = await PageSession.StartAsync(chromium);
        await session.OpenAsync();
        await session.Button("Make a sample list").ClickAsync();
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Name = "Sample orders" })).ToBeVisibleAsync();
        await Expect(session.Rows).ToHaveCountAsync(12);
        session.AssertQuiet();
    }
}
