namespace OrleansSync.Engine.Runs;

/// <summary>Is told what a turn does, for metrics and traces; a port.</summary>
public interface IRunStages
{
    /// <summary>A stage begins, and ends when what is given is disposed of.</summary>
    IDisposable? Begin(RunStage stage);
}
