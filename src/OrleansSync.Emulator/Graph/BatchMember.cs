using System.Text.Json;
using OrleansSync.Emulator.Errors;

namespace OrleansSync.Emulator.Graph;

/// <summary>One request of a batch, checked for its form (9.1).</summary>
internal sealed record BatchMember(string Id, string Method, string Url, JsonElement Headers, JsonElement? Body, IReadOnlyList<string> DependsOn)
{
    private const int MembersMax = 20;

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

        var members = requests.EnumerateArray().Select(ReadMember).ToList();
        var ids = members.Select(member => member.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (ids.Count < members.Count)
        {
            throw Malformed("Duplicate request id in batch.");
        }

        return members.Exists(member => member.DependsOn.Any(id => !ids.Contains(id) || id.Equals(member.Id, StringComparison.OrdinalIgnoreCase))) ? throw Malformed("A request depends on one that is not in the batch.") : members;
    }

    /// <summary>A header of the member, found without regard to case.</summary>
    public string? Header(string name)
    {
        if (Headers.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in Headers.EnumerateObject())
            {
                if (header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return header.Value.ValueKind == JsonValueKind.String ? header.Value.GetString() : null;
                }
            }
        }

        return null;
    }

    /// <summary>A refusal of the whole batch.</summary>
    public static GraphException Malformed(string message) => new(400, "BadRequest", message);

    private static BatchMember ReadMember(JsonElement member)
    {
        if (member.ValueKind != JsonValueKind.Object)
        {
            throw Malformed("Invalid batch payload format.");
        }

        string Text(string name) => member.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Malformed($"A request of the batch lacks its '{name}'.");
        var url = Text("url");
        if (url.Contains("://", StringComparison.Ordinal) && !url.StartsWith('/'))
        {
            throw Malformed("The url of a request has to be relative.");
        }

        var dependsOn = member.TryGetProperty("dependsOn", out var parents) && parents.ValueKind == JsonValueKind.Array ? parents.EnumerateArray().Select(parent => parent.GetString() ?? "").ToList() : [];
        member.TryGetProperty("headers", out var headers);
        return new(Text("id"), Text("method").ToUpperInvariant(), url.StartsWith('/') ? url : "/" + url, headers, member.TryGetProperty("body", out var body) && body.ValueKind != JsonValueKind.Null ? body : null, dependsOn);
    }
}
