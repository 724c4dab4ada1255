using System.Runtime.CompilerServices;
using OrleansSync.PowerShell.Errors;
using OrleansSync.PowerShell.Hosting;
using OrleansSync.PowerShell.Resources;

namespace OrleansSync.PowerShell.ApiKeys;

/// <summary>All keys, and the one that is meant.</summary>
internal static class ApiKeyPages
{
    /// <summary>All keys, page after page.</summary>
    public static async IAsyncEnumerable<V1.ApiKey> ListAsync(ServerCommand command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var token = "";
        do
        {
            var request = new V1.ListApiKeysRequest { PageSize = ListQuery.PageSize, PageToken = token };
            var page = await command.CallAsync((calls, options) => new V1.ApiKeys.ApiKeysClient(calls).ListApiKeysAsync(request, options), cancellationToken);
            foreach (var key in page.ApiKeys)
            {
                yield return key;
            }

            token = page.NextPageToken;
        }
        while (token.Length > 0);
    }

    /// <summary>The id of a key that is given by name or id; of a name, the key that is not revoked.</summary>
    public static async Task<string> ResolveAsync(ServerCommand command, string nameOrId, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(nameOrId, out var id))
        {
            return id.ToString("D");
        }

        await foreach (var key in ListAsync(command, cancellationToken))
        {
            if (key.RevokeTime is null && string.Equals(key.Name, nameOrId, StringComparison.OrdinalIgnoreCase))
            {
                return key.Id;
            }
        }

        throw new OSyncException(ModuleErrors.NotFound("API key", nameOrId));
    }
}
