using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansSync.Emulator.Lists;

/// <summary>A column of a list (4).</summary>
internal sealed class Column
{
    public required Guid Id { get; init; }

    /// <summary>The internal name: the key in <c>fields</c>; a rename leaves it (4.7).</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; set; }

    public ColumnKind Kind { get; set; }

    /// <summary>The facet's name, or null for columns that have none.</summary>
    public string? FacetName { get; set; }

    public JsonObject Facet
    {
        get;
        set
        {
            field = value;
            // Asked for at every write, so read once.
            IsMultiple = Kind == ColumnKind.MultiChoice || IsSet("allowMultipleValues") || IsSet("allowMultipleSelection");
            IsAppendOnly = IsSet("appendChangesToExistingText");
            LengthMax = Math.Min(Number("maxLength") ?? 255, 255);
            (Minimum, Maximum) = (Number("minimum") ?? double.MinValue, Number("maximum") ?? double.MaxValue);
        }
    } = [];

    /// <summary>True when an item holds several values in it.</summary>
    public bool IsMultiple { get => field || Kind == ColumnKind.MultiChoice; private set; }

    /// <summary>6.4: a note whose value is the latest entry.</summary>
    public bool IsAppendOnly { get; private set; }

    /// <summary>UTF-16 units that a single line may have.</summary>
    public double LengthMax { get; private set; } = 255;

    public double Minimum { get; private set; } = double.MinValue;

    public double Maximum { get; private set; } = double.MaxValue;

    /// <summary>The place of its value in an item; -1 when the value is derived.</summary>
    public int Slot { get; init; } = -1;

    public string Description { get; set; } = "";

    public string ColumnGroup { get; set; } = "Custom Columns";

    public bool Hidden { get; set; }

    public bool Indexed { get; set; }

    public bool Unique { get; set; }

    public bool ReadOnly { get; set; }

    public bool Required { get; set; }

    /// <summary>The default as text, or null; formulas are kept but not evaluated.</summary>
    public string? Default { get; set; }

    public string? DefaultFormula { get; set; }

    /// <summary>Made with the list and not deletable.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>For <see cref="ColumnKind.TermNote"/>: the column whose value it writes.</summary>
    public Column? Partner { get; init; }

    /// <summary>True when its values are read and written as ids under <see cref="LookupIdName"/>.</summary>
    public bool IsLookup => Kind is ColumnKind.Lookup or ColumnKind.Person;

    /// <summary>The key under which the ids of a lookup stand in <c>fields</c>.</summary>
    public string LookupIdName => field ??= Name + "LookupId";

    /// <summary><see cref="Name"/> as it stands before a value that is not the first: with a comma before it and a colon after it.</summary>
    public byte[] NameJson => field ??= Member(Name);

    /// <summary><see cref="LookupIdName"/>, in the same way.</summary>
    public byte[] LookupIdJson => field ??= Member(LookupIdName);

    /// <summary>For <see cref="ColumnKind.System"/>: what it shows.</summary>
    public SystemValue SystemValue => systemValue ??= Name switch
    {
        "ID" => SystemValue.Id,
        "ContentType" => SystemValue.ContentType,
        "Created" => SystemValue.Created,
        "Modified" => SystemValue.Modified,
        "Author" => SystemValue.Author,
        "Editor" => SystemValue.Editor,
        "AppAuthor" => SystemValue.AppAuthor,
        "AppEditor" => SystemValue.AppEditor,
        "_UIVersionString" => SystemValue.Version,
        "Attachments" => SystemValue.Attachments,
        "LinkTitle" or "LinkTitleNoMenu" => SystemValue.Title,
        "ItemChildCount" or "FolderChildCount" => SystemValue.ChildCount,
        "DocIcon" => SystemValue.None,
        _ => SystemValue.Empty,
    };

    private SystemValue? systemValue;

    private static byte[] Member(string name) => Encoding.UTF8.GetBytes($",\"{JsonEncodedText.Encode(name)}\":");

    private bool IsSet(string member) => Facet[member]?.GetValue<bool>() ?? false;

    // A node knows only the type that it was made with, so its text is read.
    private double? Number(string member) => Facet[member] is { } node ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) : null;
}
