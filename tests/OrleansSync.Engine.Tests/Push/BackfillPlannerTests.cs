using OrleansSync.Engine.Changes;
using OrleansSync.Engine.Ledger;
using OrleansSync.Engine.Lists;
using OrleansSync.Engine.Push;
using OrleansSync.Engine.Tables;
using OrleansSync.Engine.Tests.Changes;

namespace OrleansSync.Engine.Tests.Push;

public sealed class BackfillPlannerTests
{
    [Fact]
    public void Decide_EveryCombination_WritesChosenFieldsOfLivePairsAndNothingElse()
    {
        var cases = (from row in Cases.Rows from entry in Cases.Entries from item in Cases.Items select new PushCase(row, entry, item, entry?.List)).ToList();

        foreach (var given in cases)
        {
            var decision = BackfillPlanner.Decide(given, ["a", "none"]);
            var isWritten = given is { Entry.State: LedgerState.Live, Row: RowView.Seen { Change.Row: not null }, Item: not ItemView.Seen { Change.IsDeleted: true } };

            Assert.Equal(isWritten, decision is PushDecision.Backfill);
            Assert.True(decision is PushDecision.Backfill or PushDecision.Skip { Reason: SkipReason.NotBackfilled });
            Assert.True(decision is not PushDecision.Backfill { Fields: var fields } || fields.Names.All(name => name == "a"));
            Assert.True(decision is not PushDecision.Backfill { Item: var written } || written == given.Entry?.Address);
        }
    }
}
