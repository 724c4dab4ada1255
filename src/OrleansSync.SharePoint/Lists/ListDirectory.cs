using OrleansSync.Engine.Errors;
using OrleansSync.SharePoint.Graph;

namespace OrleansSync.SharePoint.Lists;

/// <summary>Finds, makes, renames and deletes lists (3.4 to 3.7).</summary>
internal sealed class ListDirectory(SetupCalls calls)
{
    /// <summary>The lists of a site, without those of the system.</summary>
    public Task<List<SharePointList>> ListAsync(string siteId, CancellationToken cancellationToken) =>
        calls.ListAsync(Path(siteId), GraphJsonContext.Default.GraphCollectionSharePointList, "read the lists of the site", cancellationToken);

    /// <summary>The list of a GUID; null when there is none.</summary>
    public Task<SharePointList?> FindAsync(string siteId, Guid list, CancellationToken cancellationToken) =>
        calls.FindAsync($"{Path(siteId)}/{list}", GraphJsonContext.Default.SharePointList, "read the list", cancellationToken);

    /// <summary>The list of a display name, compared without regard to case; null when there is none.</summary>
    public async Task<SharePointList?> FindByNameAsync(string siteId, string displayName, CancellationToken cancellationToken) =>
        (await ListAsync(siteId, cancellationToken)).Find(list => list.DisplayName.Equals(displayName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes a list without columns of its own. A name that is taken is an error.</summary>
    public async Task<SharePointList> CreateAsync(string siteId, string displayName, CancellationToken cancellationToken)
    {
        const string Doing = "make the list";
        var body = SetupCalls.Body(json =>
        {
            json.WriteString("displayName", displayName);
            json.WriteStartObject("list");
            json.WriteString("template", "genericList");
            json.WriteEndObject();
        });
        using var answer = await calls.SendAsync(HttpMethod.Post, Path(siteId), body, GraphCosts.Write, Doing, cancellationToken);
        if (answer.Status == 409)
        {
            throw SyncException.NameTaken("list", "display_name");
        }

        return answer.IsSuccess
            ? System.Text.Json.JsonSerializer.Deserialize(answer.Body.Span, GraphJsonContext.Default.SharePointList)! // A created list is one.
            : throw GraphFailure.Of(answer, Doing, calls.Time.GetUtcNow());
    }

    /// <summary>Gives a list another display name.</summary>
    public Task<SharePointList> RenameAsync(string siteId, Guid list, string displayName, CancellationToken cancellationToken) => calls.WriteAsync(
        HttpMethod.Patch, $"{Path(siteId)}/{list}", SetupCalls.Body(json => json.WriteString("displayName", displayName)), GraphJsonContext.Default.SharePointList, "rename the list", cancellationToken);

    /// <summary>Deletes a list; one that is gone already counts as deleted.</summary>
    public Task DeleteAsync(string siteId, Guid list, CancellationToken cancellationToken) => calls.DeleteAsync($"{Path(siteId)}/{list}", "delete the list", cancellationToken);

    private static string Path(string siteId) => $"sites/{Uri.EscapeDataString(siteId)}/lists";
}
