namespace OrleansSync.Helix.Deployments;

/// <summary>One thing that is wrong with what was sent.</summary>
/// <param name="Field">Which field, for instance <c>queries</c>.</param>
/// <param name="Message">A sentence.</param>
public sealed record InputProblem(string Field, string Message);
