namespace OrleansSync.Engine.Values.Lists;

/// <summary>
/// What a list does to values. The defaults are what sharepoint-graph.md 6 says; whatever there is only widely known or
/// inferred has a switch here, so that a tenant that behaves otherwise needs no other code. All sides of a definition must
/// use equal rules: a changed switch changes hashes.
/// </summary>
/// <param name="SiteZone">The site's time zone, which Graph does not tell; see <see cref="SiteZones"/>.</param>
public sealed record ListRules(TimeZoneInfo SiteZone)
{
    /// <summary>6.2: text of white space only is stored as empty.</summary>
    public bool BlankTextIsNull { get; init; } = true;

    /// <summary>6.5: control characters that XML 1.0 forbids, U+FFFE, U+FFFF and halves of surrogate pairs are dropped.</summary>
    public bool IllegalCharactersAreDropped { get; init; } = true;

    /// <summary>6.5: CRLF and CR become LF.</summary>
    public bool LineBreaksAreLf { get; init; } = true;

    /// <summary>6.5: a line break in a single line of text becomes a blank; without it such a text is refused, which loses nothing.</summary>
    public bool LineBreaksInTextBecomeBlanks { get; init; }

    /// <summary>6.2: blanks at both ends of a text are cut, as some forms of the web page do. API writes keep them.</summary>
    public bool TextIsTrimmed { get; init; }

    /// <summary>6.14: blanks at both ends of a choice are cut.</summary>
    public bool ChoicesAreTrimmed { get; init; }

    /// <summary>5.1 and 6.12: an unset yes/no is read as no; without it, as null.</summary>
    public bool UnsetBooleanIsFalse { get; init; }

    /// <summary>6.9: the first year that a list holds.</summary>
    public int YearMin { get; init; } = 1900;

    /// <summary>6.9: the last year that a list holds.</summary>
    public int YearMax { get; init; } = 8900;

    /// <summary>6.10: significant digits that a number keeps; 17 is a whole double, 15 what the classic pages keep.</summary>
    public int NumberDigitsMax { get; init; } = 17;

    /// <summary>6.18: the longest single line of text, choice, address and description, in UTF-16 units.</summary>
    public int TextLengthMax { get; init; } = 255;

    /// <summary>The longest text of several lines, in UTF-16 units, where the column does not say.</summary>
    public int NoteLengthMax { get; init; } = 63_999;

    /// <summary>6.16: addresses are percent-encoded.</summary>
    public bool LinksAreEncoded { get; init; } = true;

    /// <summary>6.8: instants are written without the letter Z, for a list that drops values with it.</summary>
    public bool InstantsAreWrittenWithoutZone { get; init; }

    /// <summary>
    /// 6.6: how far from the declared zone's midnight a date-only instant may be. An hour is needed where midnight is skipped
    /// and an hour where the server's history of a zone differs from ours; more means that the declared zone is wrong.
    /// </summary>
    public TimeSpan MidnightTolerance { get; init; } = TimeSpan.FromHours(2);
}
