using System.Globalization;
using Microsoft.Extensions.Options;
using OrleansSync.Engine.Errors;
using OrleansSync.Engine.Identity;
using OrleansSync.Helix;
using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Logs;
using OrleansSync.Helix.Users;
using OrleansSync.Helix.Workspaces;

namespace OrleansSync.Server.HelixCli;

/// <summary>Clusters' logs for the Helix CLI: a range, or the last minutes and what comes after them.</summary>
internal sealed class CliLogStreams(CliAccess access, IClusterLogs logs, TimeProvider clock, IOptions<HelixOptions> options)
{
    public async Task ReadRangeAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var (_, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, MemberRole.Viewer, context.RequestAborted);
        var range = LogRange.Of(ReadTime(context, "start_time"), ReadTime(context, "end_time"), clock.Now())
            ?? throw SyncException.Invalid("start_time", $"must be before end_time, by at most {LogRange.Longest.TotalMinutes} minutes.");
        var found = await logs.ReadRangeAsync(cluster.Id, range.From, range.To, options.Value.LogLinesMax, context.RequestAborted);
        await CliCatalog.AnswerAsync(context, new CliLogs([.. found.Select(line => new CliLogLine(line.Message, line.Severity, CliEvents.Time(line.At)))]), CliJson.Default.CliLogs);
    }

    public async Task FollowAsync(HttpContext context, UserId user, ClusterKind kind)
    {
        var (_, cluster) = await access.GetClusterAsync(user, context.Part("id"), kind, MemberRole.Viewer, context.RequestAborted);
        var latest = await logs.FindLatestAsync(cluster.Id, context.RequestAborted);
        var backfill = latest is null ? [] : await logs.ReadRangeAsync(
            cluster.Id, latest.At - options.Value.LogBackfill, latest.At.AddMicroseconds(1), options.Value.LogLinesMax, context.RequestAborted);
        await CliEvents.BeginAsync(context);
        foreach (var line in backfill)
        {
            await SendAsync(context, line);
        }

        await CliEvents.SendAsync(context, CliEvents.Write("backfill_complete", isInternal: true), number: null);
        var after = latest?.Number ?? 0;
        while (!context.RequestAborted.IsCancellationRequested)
        {
            var news = await logs.ReadAfterAsync(cluster.Id, after, options.Value.LogLinesMax, context.RequestAborted);
            foreach (var line in news)
            {
                await SendAsync(context, line);
                after = line.Number;
            }

            if (news.IsEmpty)
            {
                await Task.Delay(options.Value.LogPoll, clock, context.RequestAborted);
            }
        }
    }

    private static Task SendAsync(HttpContext context, LogLine line) => CliEvents.SendAsync(
        context, CliEvents.Write("log", isInternal: true, ("message", line.Message), ("severity", line.Severity), ("timestamp", CliEvents.Time(line.At))), line.Number);

    private static DateTimeOffset? ReadTime(HttpContext context, string name)
    {
        var text = context.Request.Query[name].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        // Up to the year 9999, which is what a time can hold.
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw SyncException.Invalid(name, "is not a number of seconds since 1970.");
    }
}
