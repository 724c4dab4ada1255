using System.Text;
using System.Text.Json;
using OrleansSync.Emulator.Values;

namespace OrleansSync.Emulator.Lists;

/// <summary>Who made a change: an app, or a person of a site.</summary>
/// <param name="id">Client id, or the person's id.</param>
/// <param name="lookupId">The id in the site's user list.</param>
internal sealed class Actor(bool isApp, Guid id, string displayName, string email, int lookupId)
{
    public bool IsApp { get; } = isApp;

    public Guid Id { get; } = id;

    public string DisplayName { get; } = displayName;

    public string Email { get; } = email;

    public int LookupId { get; } = lookupId;

    /// <summary>5.1: the id that items show for it.</summary>
    public int ShownId => IsApp ? TenantState.SystemAccountId : LookupId;

    /// <summary>5.1: the name that items show for it.</summary>
    public string ShownName => IsApp ? "SharePoint App" : DisplayName;

    /// <summary>It as <c>createdBy</c> shows it.</summary>
    public byte[] Json { get; } = Encoding.UTF8.GetBytes(isApp
        ? $$$"""{"application":{"id":"{{{id}}}","displayName":"{{{Escape(displayName)}}}"},"user":{"displayName":"SharePoint App"}}"""
        : $$$"""{"user":{"email":"{{{Escape(email)}}}","id":"{{{id}}}","displayName":"{{{Escape(displayName)}}}"}}""");

    private static JsonEncodedText Escape(string text) => JsonEncodedText.Encode(text, RawText.Encoder);
}
