using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Errors;

namespace OrleansSync.Emulator.Graph;

/// <summary>One request of a batch, checked for its form (9.1).</summary>
internal sealed class BatchMember : IRequestHeaders
{
    private const int MembersMax = 20;
    private const string JsonType = "application/json";
    private JsonElement headers;
    private IReadOnlyList<string> dependsOn = [];

    private BatchMember(JsonElement member, BatchMember? before)
    {
        if (member.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("Invalid batch payload format.");
        }

        foreach (var property in member.EnumerateObject())
        {
            Set(property, before);
        }

        if (Id.Length == 0 || Method.Length == 0 || Url.Length == 0)
        {
            throw Malformed($"A request of the batch lacks its '{(Id.Length == 0 ? "id" : Method.Length == 0 ? "method" : "url")}'.");
        }
    }

    public string Id { get; private set; } = "";

    public string Method { get; private set; } = "";

    /// <summary>Relative to the version, with a slash at its start. Members that ask for the same have the same instance.</summary>
    public string Url { get; private set; } = "";

    public JsonElement? Body { get; private set; }

    /// <summary>Those that have to be done before.</summary>
    public IReadOnlyList<BatchMember> Parents { get; private set; } = [];

    /// <summary>How it was answered; 0 until it is.</summary>
    public int Status { get; set; }

    /// <summary>The members of a batch; a malformed batch is refused as a whole.</summary>
    public static List<BatchMember> Read(JsonElement batch)
    {
        if (batch.ValueKind != JsonValueKind.Object || !batch.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array)
        {
            throw Malformed("Invalid batch payload format.");
        }

        if (requests.GetArrayLength() is 0 or > MembersMax)
        {
            throw Malformed($"Number of batch request steps has to be between 1 and {MembersMax}.");
        }

        var members = new List<BatchMember>(requests.GetArrayLength());
        var byId = new Dictionary<string, BatchMember>(requests.GetArrayLength(), StringComparer.OrdinalIgnoreCase);
        foreach (var request in requests.EnumerateArray())
        {
            var member = new BatchMember(request, members.Count > 0 ? members[^1] : null);
            members.Add(member);
            if (!byId.TryAdd(member.Id, member))
            {
                throw Malformed("Duplicate request id in batch.");
            }
        }

        members.ForEach(member => member.FindParents(byId));
        return members;
    }

    /// <inheritdoc/>
    public string? Find(string name)
    {
        if (headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in headers.EnumerateObject())
            {
                if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(header), name))
                {
                    return header.Value.ValueKind != JsonValueKind.String ? null : header.Value.ValueEquals(JsonType) ? JsonType : header.Value.GetString();
                }
            }
        }

        return null;
    }

    /// <summary>True when it says that its body is JSON.</summary>
    public bool IsJson() => Find("Content-Type")?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>A refusal of the whole batch.</summary>
    public static GraphException Malformed(string message) => new(400, "BadRequest", message);

    private void Set(JsonProperty property, BatchMember? before)
    {
        var value = property.Value;
        switch (JsonMarshal.GetRawUtf8PropertyName(property))
        {
            case var name when name.SequenceEqual("id"u8):
                Id = Text(value);
                break;
            case var name when name.SequenceEqual("method"u8):
                Method = before is not null && value.ValueKind == JsonValueKind.String && value.ValueEquals(before.Method) ? before.Method : Text(value).ToUpperInvariant();
                break;
            case var name when name.SequenceEqual("url"u8):
                Url = before is not null && value.ValueKind == JsonValueKind.String && value.ValueEquals(before.Url) ? before.Url : Relative(Text(value));
                break;
            case var name when name.SequenceEqual("headers"u8):
                headers = value;
                break;
            case var name when name.SequenceEqual("body"u8):
                Body = value.ValueKind == JsonValueKind.Null ? null : value;
                break;
            case var name when name.SequenceEqual("dependsOn"u8):
                dependsOn = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(Text)] : [];
                break;
        }
    }

    private void FindParents(Dictionary<string, BatchMember> byId)
    {
        if (dependsOn.Count > 0)
        {
            Parents = [.. dependsOn.Select(id => byId.GetValueOrDefault(id) is { } parent && parent != this ? parent : throw Malformed("A request depends on one that is not in the batch."))];
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";

    private static string Relative(string url) =>
        url.Length == 0 || url.StartsWith('/') ? url
        : url.Contains("://", StringComparison.Ordinal) ? throw Malformed("The url of a request has to be relative.")
        : "/" + url;
}
