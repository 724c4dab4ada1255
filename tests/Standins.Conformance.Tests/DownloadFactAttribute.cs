namespace Standins.Conformance;

/// <summary>A fact that needs packages of the package source; skipped with the reason where it does not have them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DownloadFactAttribute : FactAttribute
{
    public override string? Skip
    {
        get => RealPackages.Downloaded.Value is null ? RealPackages.NotDownloaded : null;
        set => throw new NotSupportedException();
    }
}
