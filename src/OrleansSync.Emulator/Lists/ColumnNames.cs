using System.Globalization;
using System.Text;

namespace OrleansSync.Emulator.Lists;

/// <summary>Internal names as the service makes them (4.7).</summary>
internal static class ColumnNames
{
    /// <summary>Characters that no identifier has become <c>_xHHHH_</c>, a leading digit too.</summary>
    public static string Encode(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            var fits = char.IsAsciiLetter(character) || character == '_' || (char.IsAsciiDigit(character) && result.Length > 0);
            result.Append(fits ? character.ToString() : $"_x{((int)character).ToString("x4", CultureInfo.InvariantCulture)}_");
        }

        return result.ToString();
    }

    /// <summary>The name, with the first free number behind it when it is taken (3.6).</summary>
    public static string Free(string name, Func<string, bool> isTaken)
    {
        if (!isTaken(name))
        {
            return name;
        }

        for (var number = 0; ; number++)
        {
            var candidate = name + number.ToString(CultureInfo.InvariantCulture);
            if (!isTaken(candidate))
            {
                return candidate;
            }
        }
    }
}
