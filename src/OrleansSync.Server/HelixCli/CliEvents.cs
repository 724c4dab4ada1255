using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrleansSync.Helix.Deployments;

namespace OrleansSync.Server.HelixCli;

/// <summary>
/// Server-sent events as the Helix CLI reads them, one JSON document each. External: <c>{"building":{"estimated_percentage":42}}</c>, which every CLI
/// reads for every event. Internal: <c>{"type":"building","estimated_percentage":42}</c>.
/// </summary>
internal static class CliEvents
{
    /// <summary>An event of a deployment.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="authKey">The cluster's first key, with the end of its first deploy; else null.</param>
    /// <param name="isInternal">Which encoding.</param>
    /// <param name="isFirst">True for the cluster's first deploy.</param>
    /// <param name="forOldClients">Ends with <c>deployed</c> or <c>redeployed</c>.</param>
    public static string Of(DeployEvent happened, string? authKey, bool isInternal, bool isFirst, bool forOldClients) => happened.Kind switch
    {
        DeployEventKind.ValidatingQueries => Write("validating_queries", isInternal),
        DeployEventKind.Building => Write("building", isInternal, ("estimated_percentage", happened.Percent)),
        DeployEventKind.Deploying => Write("deploying", isInternal),
        DeployEventKind.Log => Write("log", isInternal, ("message", happened.Message), ("severity", "info"), ("timestamp", Time(happened.At))),
        DeployEventKind.Done when forOldClients && isFirst => Write("deployed", isInternal, ("url", happened.Url), ("auth_key", authKey ?? "")),
        DeployEventKind.Done when forOldClients => Write("redeployed", isInternal, ("url", happened.Url)),
        DeployEventKind.Done => Write("done", isInternal, ("url", happened.Url), ("auth_key", authKey)),
        DeployEventKind.BadRequest => Write("bad_request", isInternal, ("error", happened.Message)),
        DeployEventKind.QueryValidationError => Write("query_validation_error", isInternal, ("error", happened.Message)),
        _ => Write("error", isInternal, ("error", happened.Message)),
    };

    /// <summary>An event by its name and fields: text, a number or null.</summary>
    public static string Write(string name, bool isInternal, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        if (!isInternal && fields.IsEmpty)
        {
            return $"\"{name}\"";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (isInternal)
            {
                json.WriteString("type", name);
            }
            else
            {
                json.WriteStartObject(name);
            }

            foreach (var (field, value) in fields)
            {
                if (value is int number)
                {
                    json.WriteNumber(field, number);
                }
                else
                {
                    json.WriteString(field, (string?)value);
                }
            }

            if (!isInternal)
            {
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A time as logs show it.</summary>
    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Begins an answer of events.</summary>
    public static async Task BeginAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // Asks proxies not to hold events back.
        context.Response.Headers["x-accel-buffering"] = "no";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends one event.</summary>
    /// <param name="context">An answer that was begun.</param>
    /// <param name="data">One JSON document without line ends.</param>
    /// <param name="number">Where a lost caller goes on; null for none.</param>
    public static async Task SendAsync(HttpContext context, string data, long? number)
    {
        var id = number is { } known ? string.Create(CultureInfo.InvariantCulture, $"id: {known}\n") : "";
        await context.Response.WriteAsync($"{id}data: {data}\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends a comment, so that nobody between takes the silence for an end.</summary>
    public static async Task KeepAliveAsync(HttpContext context)
    {
        await context.Response.WriteAsync(": waiting\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
