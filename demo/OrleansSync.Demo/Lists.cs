using System.Globalization;
using System.Text.Json;

namespace OrleansSync.Demo;

/// <summary>Reads lists of the emulated tenant as a person would, without the product.</summary>
internal static class Lists
{
    /// <summary>The orders of a list: number, and the values that <see cref="ShopData.Compare"/> has.</summary>
    /// <exception cref="InvalidDataException">Two items have one number.</exception>
    public static async Task<Dictionary<string, string>> ReadOrdersAsync(Uri tenant, string site, string list, CancellationToken cancellationToken)
    {
        var orders = new Dictionary<string, string>(StringComparer.Ordinal);
        using var person = new HttpClient();
        var next = (string?)new Uri(tenant, $"_emulator/graph/v1.0/sites/{site}/lists/{list}/items?$expand=fields&$top=1000").AbsoluteUri;
        while (next is not null)
        {
            using var page = JsonDocument.Parse(await person.GetStringAsync(next, cancellationToken));
            foreach (var fields in page.RootElement.GetProperty("value").EnumerateArray().Select(item => item.GetProperty("fields")))
            {
                if (!orders.TryAdd(Text(fields, "order_no"), Values(fields)))
                {
                    throw new InvalidDataException("An order is there twice.");
                }
            }

            next = page.RootElement.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;
        }

        return orders;
    }

    private static string Values(JsonElement fields) => string.Join(
        '|',
        Text(fields, "state"),
        fields.GetProperty("total").GetDecimal().ToString("0.00", CultureInfo.InvariantCulture),
        Text(fields, "country"),
        fields.TryGetProperty("gift", out var gift) && gift.GetBoolean() ? "t" : "f",
        Text(fields, "remark"));

    private static string Text(JsonElement fields, string name) => !fields.TryGetProperty(name, out var value) ? "" : value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
}
