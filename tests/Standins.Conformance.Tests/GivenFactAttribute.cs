namespace Standins.Conformance;

/// <summary>A fact that needs whole sets of real packages in a named folder.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GivenFactAttribute : FactAttribute
{
    public GivenFactAttribute() => Skip = RealPackages.Given is null ? RealPackages.NoneGiven : null;
}
