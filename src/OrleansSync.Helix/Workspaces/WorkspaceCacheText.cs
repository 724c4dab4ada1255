using OrleansSync.Helix.Toml;

namespace OrleansSync.Helix.Workspaces;

/// <summary>The text of <c>~/.helix/config</c>, which the Helix CLI shares: TOML with the key <c>workspace_id</c>.</summary>
public static class WorkspaceCacheText
{
    /// <summary>The workspace that was chosen last, or null.</summary>
    /// <exception cref="FormatException">The text is not TOML, or the key holds something else.</exception>
    public static string? Read(string text)
    {
        if (TomlText.Read(TomlText.Split(text).Text, []) is not { } table)
        {
            throw new FormatException("The saved workspace selection is not TOML; delete the file.");
        }

        return !table.TryGetValue("workspace_id", out var value) ? null
            : value as string ?? throw new FormatException("The saved workspace selection is not a text; delete the file.");
    }

    /// <summary>The text for a workspace; empty for none. Other keys of the file stay.</summary>
    public static string Write(string text, string? workspaceId)
    {
        var editor = new TomlEditor(TomlText.Split(text).Text);
        if (workspaceId is null)
        {
            editor.Remove("workspace_id");
        }
        else
        {
            editor.Set(workspaceId, "workspace_id");
        }

        return editor.Text;
    }
}
