using System.Globalization;
using System.Text;
using System.Text.Json;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;

namespace Standins.Tests.Parsing;

/// <summary>The public cases of toml-test for TOML 1.1, which the package reads.</summary>
public sealed class TomlTestTests
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [TomlTestFact]
    public void Parse_ValidCases_GiveTheirValues()
    {
        var files = Files("valid/");

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var text = Utf8.GetString(File.ReadAllBytes(file));
            using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
            AssertEqual(expected.RootElement, Toml.Read(text));
            Assert.Equal(text.TrimStart('\ufeff'), SyntaxParser.ParseStrict(text).ToString());
        });
    }

    [TomlTestFact]
    public void Parse_InvalidCases_AreRefused()
    {
        var files = Files("invalid/");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.True(Refuses(file), "It was read."));
    }

    private static List<string> Files(string kind) =>
        [.. File.ReadLines(Path.Combine(TomlTestFactAttribute.Folder!, "files-toml-1.1.0")).Where(line => line.StartsWith(kind, StringComparison.Ordinal) && line.EndsWith(".toml", StringComparison.Ordinal)).Select(line => Path.Combine(TomlTestFactAttribute.Folder!, line))];

    private static bool Refuses(string file)
    {
        try
        {
            return SyntaxParser.Parse(Utf8.GetString(File.ReadAllBytes(file))).HasErrors;
        }
        catch (DecoderFallbackException)
        {
            return true;
        }
    }

    private static void AssertEqual(JsonElement expected, object? actual)
    {
        if (expected.ValueKind == JsonValueKind.Array)
        {
            var items = (actual as TomlArray)?.ToList() ?? [.. Assert.IsType<TomlTableArray>(actual)];
            Assert.Equal(expected.GetArrayLength(), items.Count);
            foreach (var (item, value) in expected.EnumerateArray().Zip(items))
            {
                AssertEqual(item, value);
            }
        }
        else if (expected.EnumerateObject().Count() == 2 && expected.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            AssertScalar(type.GetString(), expected.GetProperty("value").GetString()!, actual);
        }
        else
        {
            var table = Assert.IsType<TomlTable>(actual);
            Assert.Equal(expected.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal), table.Keys.Order(StringComparer.Ordinal));
            foreach (var property in expected.EnumerateObject())
            {
                AssertEqual(property.Value, table[property.Name]);
            }
        }
    }

    private static void AssertScalar(string? type, string expected, object? actual)
    {
        switch (type)
        {
            case "string": Assert.Equal(expected, actual); break;
            case "bool": Assert.Equal(expected == "true", actual); break;
            case "integer": Assert.Equal(long.Parse(expected, CultureInfo.InvariantCulture), actual); break;
            case "float": Assert.Equal(Number(expected), actual); break;
            default: Assert.Equal(Toml.Read($"a = {expected}")["a"], actual is TomlDateTime moment ? moment with { SecondPrecision = ((TomlDateTime)Toml.Read($"a = {expected}")["a"]).SecondPrecision } : actual); break;
        }
    }

    private static double Number(string text) => text.TrimStart('+') switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" or "-nan" => double.NaN,
        var digits => double.Parse(digits, CultureInfo.InvariantCulture),
    };
}
