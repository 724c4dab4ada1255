using System.Collections.Frozen;
using System.Security.Cryptography;

namespace OrleansSync.Emulator.Page;

/// <summary>
/// The page at <c>/</c>: plain files inside this assembly, so that it works without a network and without a build of its own.
/// It does what it does through <c>/_emulator</c>.
/// </summary>
internal static class PageEndpoints
{
    /// <summary>Scripts and styles are files of this origin, nothing is inline, and no text becomes markup.</summary>
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly FrozenDictionary<string, Asset> Assets = Load();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => WriteAsync(context, "index.html"));
        routes.MapGet("/page/{name}", context => WriteAsync(context, (string)context.Request.RouteValues["name"]!)); // The route has it.
    }

    private static async Task WriteAsync(HttpContext context, string name)
    {
        var response = context.Response;
        if (!Assets.TryGetValue(name, out var asset))
        {
            response.StatusCode = 404;
            return;
        }

        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";
        headers.ETag = asset.ETag;
        if (context.Request.Headers.IfNoneMatch == asset.ETag)
        {
            response.StatusCode = 304;
            return;
        }

        response.ContentType = asset.Type;
        response.ContentLength = asset.Content.Length;
        await response.Body.WriteAsync(asset.Content, context.RequestAborted);
    }

    private static FrozenDictionary<string, Asset> Load()
    {
        const string Prefix = "page/";
        var assembly = typeof(PageEndpoints).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(name => name[Prefix.Length..], name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // It was listed.
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return new Asset(TypeOf(name), content, $"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..12])}\"");
        });
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };

    private sealed record Asset(string Type, byte[] Content, string ETag);
}
