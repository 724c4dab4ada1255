using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Reads one written value into what is stored, and refuses what the service refuses (5.4, 6).</summary>
internal sealed partial class FieldReader(Site site, EmulatorSwitches switches, bool linksWritable)
{
    private static readonly object True = true;
    private static readonly object False = false;
    private static readonly DateTime Earliest = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Latest = new(8900, 12, 31, 23, 59, 59, DateTimeKind.Utc);

    /// <summary>The value to store; null clears.</summary>
    /// <param name="column">A column that callers may write.</param>
    /// <param name="value">As it was sent, under the column's name, or under its LookupId name.</param>
    /// <param name="type">The type that was sent beside it (<c>X@odata.type</c>), or null.</param>
    public object? Read(Column column, JsonElement value, string? type)
    {
        var kind = value.ValueKind;
        if (kind == JsonValueKind.Null)
        {
            return null;
        }

        if (kind == JsonValueKind.Array && type is null)
        {
            throw Refusals.Untyped();
        }

        if (kind == JsonValueKind.Object && column.Kind != ColumnKind.Hyperlink)
        {
            throw type is null ? Refusals.Untyped() : Refusals.General(400);
        }

        return column.Kind switch
        {
            ColumnKind.Text => TextValues.Line(column, String(column, value), switches),
            ColumnKind.Note => TextValues.Note(column, String(column, value), switches),
            ColumnKind.Choice => Choice(column, String(column, value)),
            ColumnKind.MultiChoice => Choices(column, value, type),
            ColumnKind.Number or ColumnKind.Currency => Number(column, value),
            ColumnKind.Boolean => kind is JsonValueKind.True ? True : kind is JsonValueKind.False ? False : throw Unfit(column),
            ColumnKind.DateTime => Instant(column, value),
            ColumnKind.DateOnly => Instant(column, value) is { } instant ? SiteDays.ToDay(instant, site.TimeZone) : null,
            ColumnKind.Lookup or ColumnKind.Person => column.IsMultiple ? Ids(column, value, type) : Id(column, value),
            ColumnKind.Hyperlink => Hyperlink(column, value),
            ColumnKind.TermNote => Terms(column, String(column, value)),
            _ => throw Refusals.General(400),
        };
    }

    /// <summary>6.13: the column's default, or null.</summary>
    public object? Default(Column column, DateTime now)
    {
        if (column.Default is not { Length: > 0 } text)
        {
            return null;
        }

        return column.Kind switch
        {
            ColumnKind.Boolean => text is "1" or "true" or "True" ? True : False,
            ColumnKind.Number or ColumnKind.Currency => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
            ColumnKind.DateTime => text == "[today]" ? now : Instant(column, text),
            ColumnKind.DateOnly => SiteDays.ToDay(text == "[today]" ? now : Instant(column, text)!.Value, site.TimeZone), // The text is not empty.
            ColumnKind.Text => TextValues.Line(column, text, switches),
            ColumnKind.Note => TextValues.Note(column, text, switches),
            ColumnKind.Choice => text,
            ColumnKind.MultiChoice => new[] { text },
            _ => null,
        };
    }

    private string? Choice(Column column, string text)
    {
        var clean = TextValues.Clean(text, switches);
        return clean is { Length: > 255 } ? throw Refusals.Invalid("Invalid choice value. A choice field contains invalid data. Please check the value and try again.") : Known(column, clean);
    }

    private string? Known(Column column, string? choice) =>
        choice is not null && switches.RefuseUnknownChoices && column.Facet["choices"]?.AsArray().Any(known => known?.GetValue<string>() == choice) == false
            ? throw Refusals.Invalid($"The value of '{column.Name}' is not one of its choices.")
            : choice;

    private string[]? Choices(Column column, JsonElement value, string? type)
    {
        if (value.ValueKind != JsonValueKind.Array || !IsCollectionOf(type, "Edm.String"))
        {
            throw Unfit(column);
        }

        var choices = value.EnumerateArray().Select(choice => Choice(column, String(column, choice))).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return choices.Length == 0 ? null : choices;
    }

    private double Number(Column column, JsonElement value)
    {
        double number = 0;
        var isNumber = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out number) && double.IsFinite(number),
            JsonValueKind.String => switches.NumberFromString && double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number),
            _ => false,
        };
        if (!isNumber)
        {
            throw Unfit(column);
        }

        if (number < column.Minimum || number > column.Maximum)
        {
            throw Refusals.Invalid($"The value of '{column.Name}' is out of the column's range.");
        }

        return number == 0 ? 0.0 : number;
    }

    private DateTime? Instant(Column column, JsonElement value) =>
        TryReadUsual(JsonMarshal.GetRawUtf8Value(value), out var usual) ? Bounded(column, usual) : Instant(column, String(column, value));

    private DateTime? Instant(Column column, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var match = Iso().Match(text);
        if (!match.Success || (!switches.AcceptZonelessDates && match.Groups["zone"].Length == 0)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
        {
            throw Unfit(column);
        }

        var instant = parsed.UtcDateTime;
        return Bounded(column, instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond)));
    }

    private static DateTime Bounded(Column column, DateTime instant) => instant < Earliest || instant > Latest ? throw Unfit(column) : instant;

    // The form in which the service itself writes, in its quotes: "yyyy-MM-ddTHH:mm:ssZ".
    private static bool TryReadUsual(ReadOnlySpan<byte> text, out DateTime instant)
    {
        instant = default;
        if (text.Length != 22 || text[5] != '-' || text[8] != '-' || text[11] != 'T' || text[14] != ':' || text[17] != ':' || text[20] != 'Z')
        {
            return false;
        }

        var (year, month, day) = (Digits(text, 1, 4), Digits(text, 6, 2), Digits(text, 9, 2));
        var (hour, minute, second) = (Digits(text, 12, 2), Digits(text, 15, 2), Digits(text, 18, 2));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        instant = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static int Digits(ReadOnlySpan<byte> text, int start, int count)
    {
        var number = 0;
        foreach (var digit in text.Slice(start, count))
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }

    private int? Id(Column column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is "")
        {
            return null;
        }

        var isId = value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetInt32(out _),
            JsonValueKind.String => int.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out _),
            _ => false,
        };
        if (!isId)
        {
            throw Unfit(column);
        }

        var id = value.ValueKind == JsonValueKind.Number ? value.GetInt32() : int.Parse(value.GetString()!, CultureInfo.InvariantCulture); // It parsed above.
        var target = LookupTargets.Find(site, column);
        return switches.RefuseDanglingLookups && target?.Find(id) is null ? throw Refusals.Invalid($"The value of '{column.LookupIdName}' is no item of the list that it looks into.") : id;
    }

    private int[]? Ids(Column column, JsonElement value, string? type)
    {
        if (value.ValueKind != JsonValueKind.Array || (!IsCollectionOf(type, "Edm.Int32") && !IsCollectionOf(type, "Edm.String")))
        {
            throw Unfit(column);
        }

        var ids = value.EnumerateArray().Select(id => Id(column, id)).OfType<int>().Distinct().ToArray();
        return ids.Length == 0 ? null : ids;
    }

    private Link Hyperlink(Column column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            throw Refusals.General(500);
        }

        if (!linksWritable && switches.RequireHyperlinkPrefer)
        {
            throw Refusals.Invalid("Invalid request");
        }

        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("Url", out var url) || url.ValueKind != JsonValueKind.String || url.GetString() is not { Length: > 0 } address)
        {
            throw Unfit(column);
        }

        var description = value.TryGetProperty("Description", out var given) && given.ValueKind == JsonValueKind.String ? TextValues.Clean(given.GetString() ?? "", switches) : null;
        var encoded = TextValues.Address(address);
        return description is { Length: > 255 } || encoded.Length > 2048 ? throw Unfit(column) : new Link(encoded, description ?? address);
    }

    private static Term[]? Terms(Column column, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var terms = TermText().Matches(text).Select(match => new Term(match.Groups["label"].Value, match.Groups["id"].Value, 1)).ToArray();
        return terms.Length == 0 || (terms.Length > 1 && column.Partner is { IsMultiple: false }) ? throw Unfit(column) : terms;
    }

    private static string String(Column column, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Unfit(column);
        }

        try
        {
            return value.GetString()!; // It is a string.
        }
        catch (InvalidOperationException)
        {
            // 6.5: an escape that is half of a surrogate pair.
            throw Unfit(column);
        }
    }

    private static bool IsCollectionOf(string? type, string element) =>
        type is not null && type.TrimStart('#').Equals($"Collection({element})", StringComparison.OrdinalIgnoreCase);

    private static GraphException Unfit(Column column) => Refusals.Invalid($"The value of field '{column.Name}' does not fit the type of its column.");

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(?<zone>Z|[+-]\d{2}:\d{2})?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"-?\d+;#?(?<label>[^|;#]+)\|(?<id>[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex TermText();
}
