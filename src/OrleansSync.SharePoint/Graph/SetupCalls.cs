using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansSync.Engine.Budgets;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.SyncDefinitions;

namespace OrleansSync.SharePoint.Graph;

/// <summary>The rare calls about sites, lists and columns: budget first, JSON in and out, refusals as errors.</summary>
internal sealed class SetupCalls(GraphClient client)
{
    private const int PagesMax = 200;

    /// <summary>Setups belong to no definition.</summary>
    private static readonly SyncDefinitionId Nobody = new(Guid.Empty);

    /// <summary>The clock.</summary>
    public TimeProvider Time => client.Time;

    /// <summary>Sends a call and gives its answer, whatever it is.</summary>
    public async Task<GraphAnswer> SendAsync(HttpMethod method, string path, ReadOnlyMemory<byte> body, int units, string doing, CancellationToken cancellationToken, string? prefer = null, string? ifMatch = null)
    {
        await client.TakeAsync(Nobody, units, BudgetPriority.Edits, doing, client.Options.SetupWaitMax, cancellationToken);
        var answer = await client.SendAsync(new GraphRequest { Method = method, Path = path, Body = body, Prefer = prefer, IfMatch = ifMatch }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return answer;
    }

    /// <summary>Reads something; null when it is not there.</summary>
    /// <exception cref="SyncException">It was refused.</exception>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, string doing, CancellationToken cancellationToken)
        where T : class
    {
        using var answer = await SendAsync(HttpMethod.Get, path, default, GraphCosts.Single, doing, cancellationToken);
        return answer.Status == 404 ? null : Read(answer, type, doing);
    }

    /// <summary>Reads every page of a collection.</summary>
    /// <exception cref="SyncException">It was refused.</exception>
    public async Task<List<T>> ListAsync<T>(string path, JsonTypeInfo<GraphCollection<T>> type, string doing, CancellationToken cancellationToken, string? prefer = null)
    {
        var all = new List<T>();
        string? next = path;
        for (var page = 0; next is not null && page < PagesMax; page++)
        {
            using var answer = await SendAsync(HttpMethod.Get, next, default, GraphCosts.Query, doing, cancellationToken, prefer);
            var read = Read(answer, type, doing);
            all.AddRange(read.Value);
            next = read.NextLink;
        }

        return next is null ? all : throw new SyncException(SyncError.SharePointRefused, $"Could not {doing}: there are more than {PagesMax} pages.");
    }

    /// <summary>Sends something and reads what came of it.</summary>
    /// <exception cref="SyncException">It was refused.</exception>
    public async Task<T> WriteAsync<T>(HttpMethod method, string path, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type, string doing, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(method, path, body, GraphCosts.Write, doing, cancellationToken);
        return Read(answer, type, doing);
    }

    /// <summary>Deletes something; what is gone already counts as deleted.</summary>
    /// <exception cref="SyncException">It was refused.</exception>
    public async Task DeleteAsync(string path, string doing, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Delete, path, default, GraphCosts.Write, doing, cancellationToken);
        if (!answer.IsSuccess && answer.Status != 404)
        {
            throw GraphFailure.Of(answer, doing, Time.GetUtcNow());
        }
    }

    /// <summary>A body made with a writer.</summary>
    public static ReadOnlyMemory<byte> Body(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private T Read<T>(GraphAnswer answer, JsonTypeInfo<T> type, string doing)
    {
        if (!answer.IsSuccess)
        {
            throw GraphFailure.Of(answer, doing, Time.GetUtcNow());
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Body.Span, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException)
        {
            throw new SyncException(SyncError.SharePointUnavailable, $"Could not {doing}: the answer of Microsoft Graph cannot be read.") { RetryAfter = TimeSpan.FromSeconds(15) };
        }
    }
}
