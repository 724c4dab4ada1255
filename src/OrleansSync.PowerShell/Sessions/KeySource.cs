using OrleansSync.PowerShell.Errors;

namespace OrleansSync.PowerShell.Sessions;

/// <summary>Finds the key: as given, in the environment, or in the file that a server on this machine wrote.</summary>
/// <param name="environment">Reads a variable.</param>
/// <param name="dataFolder">The folder in which servers of this user keep their files.</param>
internal sealed class KeySource(Func<string, string?> environment, string dataFolder)
{
    public const string KeyVariable = "ORLEANSSYNC_KEY";
    public const string FileVariable = "ORLEANSSYNC_KEY_FILE";
    public const string AddressVariable = "ORLEANSSYNC_ADDRESS";
    public const string AddressDefault = "https://localhost:7443";
    private const string FileName = "admin.key";

    /// <summary>That of this process and this user.</summary>
    public static KeySource OfThisMachine { get; } = new(
        Environment.GetEnvironmentVariable, Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleanssync"));

    /// <summary>The address as given, or the environment's, or the one at which a server listens by default.</summary>
    /// <exception cref="OSyncException">It is no address of http or https, or it is plain http to another machine.</exception>
    public Uri FindAddress(string? given)
    {
        var text = given ?? NotEmpty(environment(AddressVariable)) ?? AddressDefault;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            throw new OSyncException(ModuleErrors.BadArgument($"'{text}' is no address; write it as https://host:port.", text));
        }

        // The key would travel in the open.
        return address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback
            ? throw new OSyncException(ModuleErrors.BadArgument($"'{text}' is plain http to another machine, which would show the key to anybody on the way; use https.", text))
            : address;
    }

    /// <summary>The key.</summary>
    /// <exception cref="OSyncException">There is none, or the file cannot be read.</exception>
    public async Task<string> FindAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        if (NotEmpty(request.Key) is { } given)
        {
            return given.Trim();
        }

        if (request.KeyFile is null && NotEmpty(environment(KeyVariable)) is { } variable)
        {
            return variable.Trim();
        }

        var path = request.KeyFile ?? NotEmpty(environment(FileVariable)) ?? Path.Combine(dataFolder, FileName);
        try
        {
            return NotEmpty((await File.ReadAllTextAsync(path, cancellationToken)).Trim()) ?? throw new OSyncException(ModuleErrors.NoKey($"the file {path} is empty"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OSyncException(ModuleErrors.NoKey($"{KeyVariable} is not set, and the file {path} cannot be read ({exception.GetType().Name})"), exception);
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
