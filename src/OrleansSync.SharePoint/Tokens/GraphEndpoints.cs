namespace OrleansSync.SharePoint.Tokens;

/// <summary>Where tokens are asked for and where Graph is.</summary>
/// <param name="Authority">The token service's root, without the tenant.</param>
/// <param name="GraphRoot">Graph's root with the version: <c>https://graph.microsoft.com/v1.0</c>, without a slash at the end.</param>
/// <param name="Scope">What tokens are asked for.</param>
public sealed record GraphEndpoints(Uri Authority, Uri GraphRoot, string Scope)
{
    /// <summary>The endpoints of a cloud.</summary>
    public static GraphEndpoints Of(GraphCloud cloud) => cloud switch
    {
        GraphCloud.Global => Make("https://login.microsoftonline.com", "https://graph.microsoft.com"),
        GraphCloud.UsGovernment => Make("https://login.microsoftonline.us", "https://graph.microsoft.us"),
        GraphCloud.UsGovernmentDefense => Make("https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
        GraphCloud.China => Make("https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn"),
        _ => throw new ArgumentOutOfRangeException(nameof(cloud), cloud, "There is no such cloud."),
    };

    /// <summary>The endpoints of an emulator, which is its own token service.</summary>
    /// <param name="address">Its address: https, or http on a loopback host.</param>
    public static GraphEndpoints OfEmulator(Uri address) => new(address, new Uri(address, "v1.0"), "https://graph.microsoft.com/.default");

    /// <summary>True when an address is one of Graph's here, so that a token may be sent to it.</summary>
    public bool Owns(Uri address) =>
        Uri.Compare(address, GraphRoot, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        && address.AbsolutePath.StartsWith(GraphRoot.AbsolutePath + "/", StringComparison.Ordinal);

    private static GraphEndpoints Make(string authority, string graph) => new(new Uri(authority), new Uri(graph + "/v1.0"), graph + "/.default");
}
