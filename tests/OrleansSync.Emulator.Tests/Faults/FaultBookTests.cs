using Microsoft.AspNetCore.Http;
using OrleansSync.Emulator.Faults;
using OrleansSync.Emulator.Graph;

namespace OrleansSync.Emulator.Tests.Faults;

public sealed class FaultBookTests
{
    [Fact]
    public void Strike_RuleWithSkipAndTimes_StrikesTheRequestsBetween()
    {
        var book = new FaultBook();
        book.Add(new() { Kind = FaultKind.LostReply, Operation = OperationKind.ItemCreate, Skip = 1, Times = 2 });
        Assert.Equal([false, true, true, false], Enumerable.Range(0, 4).Select(_ => book.Strike(OperationKind.ItemCreate, Request("POST")).IsLost));
        Assert.Empty(book.Read());
    }

    [Fact]
    public void Strike_RequestThatDoesNotFit_PassesAndIsNotCounted()
    {
        var book = new FaultBook();
        book.Add(new() { Kind = FaultKind.Status, Status = 429, RetryAfter = 7, Method = "PATCH", PathContains = "/ITEMS/5" });
        Assert.Null(book.Strike(OperationKind.ItemUpdate, Request("POST", "/sites/x/lists/l/items/5")).Refusal);
        Assert.Null(book.Strike(OperationKind.ItemUpdate, Request("PATCH", "/sites/x/lists/l/items/6")).Refusal);
        var refusal = book.Strike(OperationKind.ItemUpdate, Request("PATCH", "/sites/x/lists/l/items/5")).Refusal;
        Assert.Equal((429, "activityLimitReached", 7), (refusal?.Status, refusal?.Code, refusal?.RetryAfter));
    }

    [Fact]
    public void Strike_TwoRulesForOneRequest_BothStrike()
    {
        var book = new FaultBook();
        book.Add(new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(2) });
        book.Add(new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromSeconds(3) });
        Assert.Equal(TimeSpan.FromSeconds(5), book.Strike(OperationKind.Site, Request("GET")).Delay);
    }

    [Theory]
    [InlineData(false, "POST", false)]
    [InlineData(true, "POST", true)]
    [InlineData(true, "GET", false)]
    public void Strike_RequestOfAPerson_IsStruckOnlyWhereTheRuleSaysSoAndNeverWhenItReads(bool people, string method, bool isStruck)
    {
        var book = new FaultBook();
        book.Add(new() { Kind = FaultKind.LostReply, People = people });
        Assert.Equal(isStruck, book.Strike(OperationKind.ItemCreate, Request(method, person: ("Ada", "ada@contoso.example"))).IsLost);
        Assert.Equal(isStruck ? 0 : 1, book.Read().Count);
    }

    [Fact]
    public void ExpireDeltaTokens_IsSeenByEveryLaterRequest()
    {
        var book = new FaultBook();
        Assert.Equal(0, book.Strike(OperationKind.Delta, Request("GET")).TokenEpoch);
        book.ExpireDeltaTokens();
        Assert.Equal(1, book.Strike(OperationKind.Delta, Request("GET")).TokenEpoch);
    }

    [Fact]
    public void Remove_OfARule_EndsIt()
    {
        var book = new FaultBook();
        var id = book.Add(new() { Kind = FaultKind.LostReply });
        Assert.True(book.Remove(id));
        Assert.False(book.Remove(id));
        Assert.False(book.Strike(OperationKind.Site, Request("GET")).IsLost);
    }

    private static GraphRequest Request(string method, string path = "/sites/root", (string Name, string Email)? person = null) =>
        new(method, new RequestTarget(path), new HttpRequestHeaders(new HeaderDictionary()), null) { Token = null, Person = person, Root = "http://127.0.0.1/v1.0", RequestId = default };
}
