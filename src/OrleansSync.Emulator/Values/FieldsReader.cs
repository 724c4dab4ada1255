using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Errors;
using OrleansSync.Emulator.Hosting;
using OrleansSync.Emulator.Lists;

namespace OrleansSync.Emulator.Values;

/// <summary>Reads a whole <c>fields</c> object into writes.</summary>
internal static class FieldsReader
{
    /// <summary>Names up to this length, in bytes, are looked up without making a string.</summary>
    private const int NameMax = 128;

    /// <summary>The writes of a create or an update.</summary>
    /// <param name="isCreate">Defaults are applied, and an append-only note that is not named is left; else it is blanked (6.4).</param>
    public static List<FieldWrite> Read(SharePointList list, JsonElement fields, EmulatorSwitches switches, bool linksWritable, bool isCreate, DateTime now)
    {
        if (fields.ValueKind != JsonValueKind.Object)
        {
            throw Refusals.Invalid("'fields' has to be an object.");
        }

        var reader = new FieldReader(list.Site, switches, linksWritable);
        var writes = new List<FieldWrite>(fields.GetPropertyCount());
        foreach (var member in fields.EnumerateObject())
        {
            if (Find(list, member, switches) is { } column)
            {
                // Only what is not a plain value can say its type.
                var type = member.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && fields.TryGetProperty(member.Name + "@odata.type", out var beside) && beside.ValueKind == JsonValueKind.String ? beside.GetString() : null;
                writes.Add(new(column.Partner ?? column, reader.Read(column, member.Value, type)));
            }
        }

        foreach (var column in list.Columns)
        {
            var isFilled = isCreate ? switches.ApplyDefaults && column.Default is not null : column.IsAppendOnly;
            if (isFilled && !IsNamed(writes, column))
            {
                writes.Add(new(column, isCreate ? reader.Default(column, now) : null));
            }
        }

        return writes;
    }

    private static bool IsNamed(List<FieldWrite> writes, Column column) => writes.Exists(write => write.Column == column);

    private static Column? Find(SharePointList list, JsonProperty member, EmulatorSwitches switches)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(member);
        if (raw.Length > NameMax || raw.Contains((byte)'\\'))
        {
            return Find(list, member.Name, switches);
        }

        Span<char> name = stackalloc char[NameMax];
        return Find(list, name[..Encoding.UTF8.GetChars(raw, name)], switches);
    }

    private static Column? Find(SharePointList list, ReadOnlySpan<char> name, EmulatorSwitches switches)
    {
        if (name.Contains('@'))
        {
            return null;
        }

        if (list.FindByLookupIdName(name) is { } lookup)
        {
            return lookup.ReadOnly ? Refuse(name, switches) : lookup;
        }

        var column = list.FindColumn(name);
        if (column is null)
        {
            return name is "id" ? Refuse(name, switches) : throw Refusals.UnknownField(name.ToString());
        }

        return column.ReadOnly || column.Kind is ColumnKind.System or ColumnKind.Calculated || column.IsLookup ? Refuse(name, switches) : column;
    }

    private static Column? Refuse(ReadOnlySpan<char> name, EmulatorSwitches switches) =>
        switches.RefuseReadOnlyFields ? throw Refusals.Invalid($"Field '{name}' is read-only") : null;
}
