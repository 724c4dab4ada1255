using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OrleansSync.Postgres.Metastore;

/// <summary>
/// One numbered step of the metastore's schema: an embedded file <c>Metastore/Migrations/0001_name.sql</c>. Its first line
/// says which servers can still work once it is applied:
/// <c>-- expands, compatible with servers from level N</c> when that is who could before (new tables, columns with a
/// default, indexes), or <c>-- contracts, compatible with servers from level N</c> when older ones cannot any more
/// (anything dropped, renamed, retyped or made mandatory). A contraction is released one version after the servers that
/// no longer need what it removes. A server's level is the highest number it knows. A file never changes once released.
/// </summary>
internal sealed partial record Migration(int Number, string Name, bool IsContraction, int MinimumLevel, string Text)
{
    private const string ResourcePrefix = "Migrations/";

    /// <summary>The number and name, as errors and people call it.</summary>
    public string FullName => $"{Number.ToString("0000", CultureInfo.InvariantCulture)}_{Name}";

    /// <summary>SHA-256 of the text; line ends do not count, since version control may change them.</summary>
    public ImmutableArray<byte> Checksum { get; } = [.. SHA256.HashData(Encoding.UTF8.GetBytes(Text.ReplaceLineEndings("\n")))];

    /// <summary>The migrations of this server, in order.</summary>
    public static ImmutableArray<Migration> LoadEmbedded()
    {
        var assembly = typeof(Migration).Assembly;
        return Order(assembly.GetManifestResourceNames().Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // The assembly has just named it.
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return Parse(name[ResourcePrefix.Length..], reader.ReadToEnd());
        }));
    }

    /// <summary>Reads a file's name and header.</summary>
    /// <exception cref="FormatException">The name or the header is not as described above.</exception>
    public static Migration Parse(string file, string text)
    {
        var name = FilePattern().Match(file);
        if (!name.Success)
        {
            throw new FormatException($"The migration {file} is not named like 0001_words_in_lower_case.sql.");
        }

        var header = HeaderPattern().Match(text);
        if (!header.Success)
        {
            throw new FormatException($"The migration {file} does not begin with a line like '-- expands, compatible with servers from level 1'.");
        }

        return new Migration(ToNumber(name.Groups[1]), name.Groups[2].Value, header.Groups[1].Value == "contracts", ToNumber(header.Groups[2]), text);
    }

    /// <summary>Sorts the migrations and checks that they fit together.</summary>
    /// <exception cref="FormatException">A number is missing or used twice, or a header contradicts the ones before.</exception>
    public static ImmutableArray<Migration> Order(IEnumerable<Migration> migrations)
    {
        ImmutableArray<Migration> ordered = [.. migrations.OrderBy(migration => migration.Number)];
        var minimum = 1;
        for (var index = 0; index < ordered.Length; index++)
        {
            var migration = ordered[index];
            if (migration.Number != index + 1)
            {
                throw new FormatException($"The migration {migration.FullName} should have the number {index + 1}: numbers follow each other from 1.");
            }

            if (migration.IsContraction ? migration.MinimumLevel <= minimum || migration.MinimumLevel > migration.Number : migration.MinimumLevel != minimum)
            {
                throw new FormatException(
                    $"The migration {migration.FullName} {(migration.IsContraction ? "contracts" : "expands")} and names level {migration.MinimumLevel}, but before it the level was {minimum}: an expansion keeps the level, a contraction raises it, to its own number at most.");
            }

            minimum = migration.MinimumLevel;
        }

        return ordered;
    }

    private static int ToNumber(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{4})_([a-z0-9]+(?:_[a-z0-9]+)*)\.sql$", RegexOptions.CultureInvariant)]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\A-- (expands|contracts), compatible with servers from level (\d{1,4})\r?\n", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();
}
