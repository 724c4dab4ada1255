using OrleansSync.Helix.Toml;

namespace OrleansSync.Helix.Tests.Toml;

public sealed class TomlEditorTests
{
    [Theory]
    [InlineData("[a]\nx = 1 # why\ny = 2\n", "[a]\nx = 5 # why\ny = 2\n")]
    [InlineData("a.x = 1\r\n", "a.x = 5\r\n")]
    [InlineData("a = { x = 1, y = 2 }", "a = { x = 5, y = 2 }")]
    [InlineData("[a]\ny = 2", "[a]\ny = 2\nx = 5\n")]
    [InlineData("[a] # head\n\n[b]\nz = 1\n", "[a] # head\nx = 5\n\n[b]\nz = 1\n")]
    [InlineData("a = {}\n", "a = { x = 5 }\n")]
    [InlineData("a = { y = 2 }\n", "a = { y = 2, x = 5 }\n")]
    [InlineData("a.y = 2 # two\nb = 1\n", "a.y = 2 # two\na.x = 5\nb = 1\n")]
    [InlineData("", "[a]\nx = 5\n")]
    [InlineData("b = 1", "b = 1\n\n[a]\nx = 5\n")]
    [InlineData("['a']\n\"x\" = 4\n", "['a']\n\"x\" = 5\n")]
    public void Set_WhateverWayItIsWritten_ChangesOneValue(string before, string after)
    {
        var editor = new TomlEditor(before);

        editor.Set(5L, "a", "x");

        Assert.Equal(after, editor.Text);
    }

    [Theory]
    [InlineData("x = 0x1F")]
    [InlineData("x = 31 ")]
    public void Set_SameValueInAnotherSpelling_ChangesNothing(string text)
    {
        var editor = new TomlEditor(text);

        editor.Set(31L, "x");

        Assert.Equal(text, editor.Text);
    }

    [Theory]
    [InlineData("[a]\nx=1\n\n# of b\n[b]\ny=2\n[b.c]\nz=3\n\n# ---- last ----\n\n[d]\n", "[a]\nx=1\n\n# ---- last ----\n\n[d]\n")]
    [InlineData("b.y = 1\nc = 2\n", "c = 2\n")]
    [InlineData("c = 2\nb = { y = 1 }\n", "c = 2\n")]
    [InlineData("# first line of the file\n[b]\ny = 1\n", "# first line of the file\n")]
    public void Remove_Table_TakesWhatBelongsToItOnly(string before, string after)
    {
        var editor = new TomlEditor(before);

        editor.Remove("b");

        Assert.Equal(after, editor.Text);
    }

    [Theory]
    [InlineData("a = { x = 1, y = 2 }", "a = { y = 2 }")]
    [InlineData("a = { y = 2, x = 1 }", "a = { y = 2 }")]
    [InlineData("a = { x = 1 }", "a = {  }")]
    public void Remove_EntryOfInlineTable_TakesItsComma(string before, string after)
    {
        var editor = new TomlEditor(before);

        editor.Remove("a", "x");

        Assert.Equal(after, editor.Text);
    }

    [Theory]
    [InlineData("[c.a.h]\nx = 1\n[c.a.h.env]\nK = 'v'\n[c.a.fly]\nz = 1\n", "[c.b.h]\nx = 1\n[c.b.h.env]\nK = 'v'\n[c.a.fly]\nz = 1\n")]
    [InlineData("[c]\na.h.x = 1\n", "[c]\nb.h.x = 1\n")]
    [InlineData("[c.a]\nfly.z = 1\nh.x = 1\nh.env = { K = \"v\" }\n", "[c.a]\nfly.z = 1\n\n[c.b.h]\nx = 1\nenv = { K = \"v\" }\n")]
    public void Rename_Table_LeavesItsNeighboursAlone(string before, string after)
    {
        var editor = new TomlEditor(before);

        editor.Rename("b", 1, ["c", "a", "h"]);

        Assert.Equal(after, editor.Text);
    }

    [Fact]
    public void Set_TableWithRelatives_StandsBesideThem()
    {
        var editor = new TomlEditor("[c.a]\nx = 1\n# still a\n\n[z]\nx = 1\n");

        editor.Set(1L, "c", "b c", "x");

        Assert.Equal("[c.a]\nx = 1\n# still a\n\n[c.\"b c\"]\nx = 1\n\n[z]\nx = 1\n", editor.Text);
    }
}
