using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrleansSync.Emulator.Hosting;

/// <summary>What the emulator says when it listens: one line of JSON with all that a client needs.</summary>
internal static class StartLine
{
    /// <summary>The line of a host.</summary>
    public static string Of(EmulatorHost host)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("urls");
            foreach (var address in host.Addresses)
            {
                json.WriteStringValue(address.ToString().TrimEnd('/'));
            }

            json.WriteEndArray();
            json.WriteString("graph", host.GraphRoot.ToString());
            json.WriteString("authority", host.Address.ToString().TrimEnd('/'));
            json.WriteString("tenant", host.Options.Tenant);
            json.WriteString("clientId", host.Options.ClientId);
            json.WriteString("clientSecret", host.Options.ClientSecret);
            json.WriteString("scope", $"{host.Address.ToString().TrimEnd('/')}/.default");
            json.WriteString("certificate", host.Certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256));
            json.WriteNumber("tier", host.Options.Tier);
            json.WriteBoolean("unlimited", host.Options.Unlimited);
            json.WriteStartObject("sites");
            foreach (var path in host.Options.Sites.Prepend(""))
            {
                json.WriteString(path.Length == 0 ? "/" : path, host.GetSiteId(path));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
