using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansSync.Postgres.Metastore;

namespace OrleansSync.Postgres.Membership;

/// <summary>One silo's suspicion of another, as it is kept in a row.</summary>
internal sealed record StoredVote(string Silo, DateTime At)
{
    public static string? Write(List<Tuple<SiloAddress, DateTime>>? votes) =>
        votes is null
            ? null
            : JsonSerializer.Serialize(
                [.. votes.Select(vote => new StoredVote(vote.Item1.ToParsableString(), Instant.ToUtc(vote.Item2)))], StoredVoteJson.Default.ListStoredVote);

    public static List<Tuple<SiloAddress, DateTime>>? Read(string? json) =>
        json is null
            ? null
            : JsonSerializer.Deserialize(json, StoredVoteJson.Default.ListStoredVote)
                ?.ConvertAll(vote => Tuple.Create(SiloAddress.FromParsableString(vote.Silo), Instant.ToUtc(vote.At)));
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<StoredVote>))]
internal sealed partial class StoredVoteJson : JsonSerializerContext;
