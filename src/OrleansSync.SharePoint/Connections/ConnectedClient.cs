using OrleansSync.SharePoint.Graph;
using OrleansSync.SharePoint.Tokens;

namespace OrleansSync.SharePoint.Connections;

/// <summary>A client of a connection as it was declared at one revision.</summary>
internal sealed record ConnectedClient(long Revision, GraphClient Client, HttpClient Http, GraphTokens Tokens) : IDisposable
{
    public void Dispose()
    {
        Http.Dispose();
        Tokens.Dispose();
    }
}
