namespace OrleansSync.Emulator.Tests.Browser;

/// <summary>A theory that needs Chromium and axe-core: skipped with the reason where one is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AxeTheoryAttribute : TheoryAttribute
{
    public AxeTheoryAttribute() => Skip = Axe.WhyNot;
}
