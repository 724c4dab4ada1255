namespace OrleansSync.Emulator.Faults;

/// <summary>A fault that is to strike.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Rule">What it does to whom.</param>
/// <param name="Struck">How often it struck.</param>
public sealed record FaultView(int Id, FaultRule Rule, int Struck);
