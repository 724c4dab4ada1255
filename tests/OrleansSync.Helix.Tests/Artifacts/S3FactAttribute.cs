namespace OrleansSync.Helix.Tests.Artifacts;

/// <summary>A fact that needs s3rver from npm: skipped with the reason where it is not installed, failed there on CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class S3FactAttribute : FactAttribute
{
    public override string? Skip
    {
        get => base.Skip ?? (S3Server.FindProgram() is null && Environment.GetEnvironmentVariable("CI") != "true" ? "s3rver is not installed; run npm install." : null);
        set => base.Skip = value;
    }
}
