using OrleansSync.Helix.Clusters;
using OrleansSync.Helix.Deployments;
using OrleansSync.Helix.Projects;

namespace OrleansSync.Helix.Tests.Deployments;

public sealed class DeployMachineTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DeployFact[] Facts =
    [
        new DeployFact.Checked([]), new DeployFact.Checked([new SourceFinding("a.hx", 1, 2, "E301", "wrong", IsError: true)]), new DeployFact.Stored(),
        new DeployFact.Building(30, ["x"]), new DeployFact.Built(["y"]), new DeployFact.BuildFailed("why", []), new DeployFact.RolledOut("https://x"),
        new DeployFact.Faulted("later", IsTransient: true), new DeployFact.Faulted("never", IsTransient: false), new DeployFact.Cancelled(),
    ];

    [Fact]
    public void Apply_HappyWay_TellsTheEventsInOrder()
    {
        var events = Run(new DeployFact.Checked([]), new DeployFact.Stored(), new DeployFact.Building(40, ["line"]), new DeployFact.Built([]), new DeployFact.RolledOut("https://x")).Events;

        Assert.Equal(
            ["1 ValidatingQueries 0 ", "2 Building 0 ", "3 Log 0 line", "4 Building 40 ", "5 Building 100 ", "6 Deploying 0 ", "7 Done 0 "],
            events.Select(happened => $"{happened.Number} {happened.Kind} {happened.Percent} {happened.Message}"));
        Assert.Equal("https://x", events[^1].Url);
    }

    [Fact]
    public void Apply_FindingsWithErrors_EndsWithAllOfThem()
    {
        var (deployment, events) = Run(new DeployFact.Checked(
            [new SourceFinding("a.hx", 3, 7, "E301", "'x' is not in scope.", IsError: true), new SourceFinding("", 0, 0, "", "Odd.", IsError: false), new SourceFinding("b.hx", 0, 0, "", "Empty.", IsError: true)]));

        Assert.Equal(DeployStage.Failed, deployment.Stage);
        Assert.Equal(["ValidatingQueries", "Log", "QueryValidationError"], events.Select(happened => happened.Kind.ToString()));
        Assert.Equal("a.hx:3:7: [E301] 'x' is not in scope.\nb.hx: Empty.", events[^1].Message);
    }

    [Fact]
    public void Apply_BuilderGuessesBackwards_WatchersAreNotToldToGoBack()
    {
        var (deployment, events) = Run(new DeployFact.Checked([]), new DeployFact.Stored(), new DeployFact.Building(60, []), new DeployFact.Building(5, ["again"]), new DeployFact.Building(100, []));

        Assert.Equal([0, 60, 99], events.Where(happened => happened.Kind is DeployEventKind.Building).Select(happened => happened.Percent));
        Assert.Equal((99, 1), (deployment.Percent, deployment.OutputLines));
    }

    [Fact]
    public void Apply_PassingFailures_AreRepeatedUpToTheMost()
    {
        var deployment = Run().Deployment;
        for (var attempt = 1; attempt < DeployMachine.AttemptsMax; attempt++)
        {
            var step = DeployMachine.Apply(deployment, new DeployFact.Faulted("The store is busy.", IsTransient: true), Now);
            Assert.Empty(step.Events);
            deployment = step.Deployment;
        }

        var last = DeployMachine.Apply(deployment, new DeployFact.Faulted("The store is busy.", IsTransient: true), Now);

        Assert.Equal((DeployStage.Failed, "The store is busy."), (last.Deployment.Stage, last.Events[^1].Message));
    }

    [Fact]
    public void Apply_RandomFacts_KeepTheNumbersWholeAndOneEnd()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 5_000; round++)
        {
            var (deployment, events) = Run([.. Enumerable.Range(0, random.Next(30)).Select(_ => Facts[random.Next(Facts.Length)])]);

            Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(happened => happened.Number));
            Assert.Equal(deployment.EventCount, events.Count);
            Assert.Equal(deployment.HasEnded ? 1 : 0, events.Count(happened => happened.IsTerminal));
            Assert.True(!deployment.HasEnded || events[^1].IsTerminal);
            Assert.Equal(deployment.Stage is DeployStage.Done, events[^1].Kind is DeployEventKind.Done);
        }
    }

    private static (Deployment Deployment, List<DeployEvent> Events) Run(params DeployFact[] facts)
    {
        var step = DeployMachine.Begin(
            new Deployment(new DeploymentId(Guid.Empty), 1, new ClusterId(Guid.Empty), "prod", BuildMode.Dev, DeployStage.Check, 0, 0, 0, 0, IsFirst: true, "", "", "me", Now, Now), Now);
        var events = step.Events.ToList();
        foreach (var fact in facts)
        {
            step = DeployMachine.Apply(step.Deployment, fact, Now);
            events.AddRange(step.Events);
        }

        return (step.Deployment, events);
    }
}
