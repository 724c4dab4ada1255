using OrleansSync.Helix.Deployments;
using OrleansSync.Server.HelixCli;

namespace OrleansSync.Server.Tests.HelixCli;

public sealed class CliEventsTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Theory]
    [InlineData(DeployEventKind.ValidatingQueries, "\"validating_queries\"", """{"type":"validating_queries"}""")]
    [InlineData(DeployEventKind.Building, """{"building":{"estimated_percentage":42}}""", """{"type":"building","estimated_percentage":42}""")]
    [InlineData(DeployEventKind.Deploying, "\"deploying\"", """{"type":"deploying"}""")]
    [InlineData(
        DeployEventKind.Log,
        """{"log":{"message":"line 1","severity":"info","timestamp":"2026-01-02T03:04:05.678Z"}}""",
        """{"type":"log","message":"line 1","severity":"info","timestamp":"2026-01-02T03:04:05.678Z"}""")]
    [InlineData(DeployEventKind.Done, """{"done":{"url":"https://x","auth_key":"hlxk_1"}}""", """{"type":"done","url":"https://x","auth_key":"hlxk_1"}""")]
    [InlineData(DeployEventKind.Error, """{"error":{"error":"line 1"}}""", """{"type":"error","error":"line 1"}""")]
    [InlineData(DeployEventKind.BadRequest, """{"bad_request":{"error":"line 1"}}""", """{"type":"bad_request","error":"line 1"}""")]
    [InlineData(DeployEventKind.QueryValidationError, """{"query_validation_error":{"error":"line 1"}}""", """{"type":"query_validation_error","error":"line 1"}""")]
    public void Of_EveryKind_IsWrittenInBothEncodings(DeployEventKind kind, string external, string inside)
    {
        var happened = new DeployEvent(1, kind, At, 42, "line 1", "https://x");

        Assert.Equal(external, CliEvents.Of(happened, "hlxk_1", isInternal: false, isFirst: true, forOldClients: false));
        Assert.Equal(inside, CliEvents.Of(happened, "hlxk_1", isInternal: true, isFirst: true, forOldClients: false));
    }

    [Theory]
    [InlineData(true, """{"deployed":{"url":"https://x","auth_key":"hlxk_1"}}""")]
    [InlineData(false, """{"redeployed":{"url":"https://x"}}""")]
    public void Of_TheEndForOldClients_SaysWhetherItWasTheFirst(bool isFirst, string expected) => Assert.Equal(
        expected, CliEvents.Of(new DeployEvent(1, DeployEventKind.Done, At, 0, "", "https://x"), isFirst ? "hlxk_1" : null, isInternal: false, isFirst, forOldClients: true));

    [Fact]
    public void Of_ALineWithLineEnds_StaysOneLineOfTheStream()
    {
        var text = CliEvents.Of(new DeployEvent(1, DeployEventKind.Error, At, 0, "one\r\ntwo\ndata: three", ""), null, isInternal: false, isFirst: false, forOldClients: false);

        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain('\r', text);
    }
}
