using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>A theory that needs PowerShell and a live server: skipped with the reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PwshTheoryAttribute : PostgresTheoryAttribute
{
    public override string? Skip
    {
        get => Pwsh.WhyNot ?? base.Skip;
        set => base.Skip = value;
    }
}
