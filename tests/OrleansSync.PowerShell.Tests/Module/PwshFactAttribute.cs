using OrleansSync.Testing.Postgres;

namespace OrleansSync.PowerShell.Tests.Module;

/// <summary>A fact that needs PowerShell and a live server: skipped with the reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PwshFactAttribute : PostgresFactAttribute
{
    public override string? Skip
    {
        get => Pwsh.WhyNot ?? base.Skip;
        set => base.Skip = value;
    }
}
