using System.Globalization;
using System.Text;

namespace OrleansSync.Bench.Push;

/// <summary>Draws the ratios as bars: one unit is the baseline.</summary>
internal static class Chart
{
    private const int Left = 420;
    private const int Unit = 200;
    private const int RowHeight = 30;

    /// <summary>The chart as SVG.</summary>
    public static string Draw(Report report)
    {
        var lines = report.Lines.Where(line => double.IsFinite(line.Ratio)).ToList();
        var (width, height) = (Left + (Unit * 3) + 80, 60 + (lines.Count * RowHeight));
        var svg = new StringBuilder();
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" role="img" aria-label="Ratios of a push to their baselines">""");
        svg.AppendLine("""<rect width="100%" height="100%" fill="#ffffff"/>""");
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="10" y="24" font-weight="bold">Push of {report.Rows:N0} rows beside its baselines, {report.At}</text>""");
        for (var index = 0; index < lines.Count; index++)
        {
            var (line, top) = (lines[index], 44 + (index * RowHeight));
            var length = Math.Min(line.Ratio, 3) * Unit;
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left - 10}" y="{top + 15}" text-anchor="end">{Escape($"{line.What}: {line.Measure}")}</text>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{Left}" y="{top}" width="{length:0.#}" height="20" fill="{(line.Goal.Length == 0 ? "#7a8ca3" : line.IsMet ? "#2f7d4f" : "#b5472f")}"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{Left + length + 6:0.#}" y="{top + 15}">{line.Ratio:0.00}</text>""");
        }

        svg.AppendLine(CultureInfo.InvariantCulture, $"""<line x1="{Left + Unit}" y1="36" x2="{Left + Unit}" y2="{height - 10}" stroke="#333333" stroke-dasharray="4 3"/>""");
        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
