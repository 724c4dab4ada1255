using System.Text;

namespace OrleansSync.Emulator.Graph;

/// <summary>The absolute links in answers; a link keeps the options of the request that it continues (7.5).</summary>
internal static class Links
{
    private static readonly string[] Replaced = ["$skiptoken", "skiptoken", "token", "$deltatoken"];

    /// <summary>The link to a path with one more option.</summary>
    public static string WithOption(GraphCall call, string path, string name, string? value)
    {
        var link = new StringBuilder(call.Request.Root).Append(path.Replace(",", "%2C", StringComparison.Ordinal));
        var mark = '?';
        foreach (var (key, text) in call.Request.Query)
        {
            if (!Replaced.Contains(key))
            {
                link.Append(mark).Append(key).Append('=').Append(Uri.EscapeDataString(text));
                mark = '&';
            }
        }

        if (value is not null)
        {
            link.Append(mark).Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return link.ToString();
    }
}
