using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using OrleansSync.Engine.Secrets;

namespace OrleansSync.Server.Secrets;

/// <summary>
/// ASP.NET Core Data Protection over the keys of one moment. Never disposed of: calls may still use it when a newer one took its
/// place, and what it holds is freed by finalizers.
/// </summary>
internal sealed class Ring
{
    private const string Purpose = "OrleansSync.Secrets";

    // Keys never end: Data Protection, which looks at its own clock, refuses to decrypt once it has none that is valid. The one that
    // became active last encrypts; it is active at once on servers whose clocks are behind, too.
    private static readonly TimeSpan ActiveBefore = TimeSpan.FromDays(1);
    private static readonly TimeSpan ValidFor = TimeSpan.FromDays(36_500);

    private readonly IKeyManager manager;
    private readonly IDataProtectionProvider provider;
    private readonly KeyRingElements elements;

    /// <summary>Opens the keys that are stored.</summary>
    public Ring(IEnumerable<XElement> stored, MasterKey key, ILoggerFactory loggers)
    {
        elements = new KeyRingElements(stored);
        var services = new ServiceCollection().AddSingleton(key).AddSingleton(loggers);
        services.AddLogging();
        // Keys are made by KeyRing, which can wait for the metastore.
        services.AddDataProtection().SetApplicationName("OrleansSync").DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(options => (options.XmlRepository, options.XmlEncryptor) = (elements, new MasterKeyXmlEncryptor(key)));
        var built = services.BuildServiceProvider();
        (manager, provider) = (built.GetRequiredService<IKeyManager>(), built.GetRequiredService<IDataProtectionProvider>());
        var begins = manager.GetAllKeys().Select(one => one.ActivationDate).ToList();
        NewestAt = begins.Count > 0 ? begins.Max() + ActiveBefore : null;
    }

    /// <summary>When the newest key was made, which is the one that encrypts; null when there is none.</summary>
    public DateTimeOffset? NewestAt { get; }

    /// <summary>Makes a key; its name and its element as it is to be stored.</summary>
    public (string Name, string Element) Make(DateTimeOffset now)
    {
        manager.CreateNewKey(now - ActiveBefore, now + ValidFor);
        var (name, element) = elements.Added[^1];
        return (name, element.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Encrypts.</summary>
    public byte[] Encrypt(SecretValue value, string context) => provider.CreateProtector(Purpose, context).Protect(Encoding.UTF8.GetBytes(value.Reveal()));

    /// <summary>Decrypts.</summary>
    /// <exception cref="CryptographicException">There is no such key here, or the text or its context is another.</exception>
    public SecretValue Decrypt(byte[] encrypted, string context) => new(Encoding.UTF8.GetString(provider.CreateProtector(Purpose, context).Unprotect(encrypted)));
}
