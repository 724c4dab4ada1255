using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace OrleansSync.Server.Secrets;

/// <summary>Decrypts what <see cref="MasterKeyXmlEncryptor"/> encrypted. Data Protection makes it by its name, which is stored: it stays.</summary>
internal sealed class MasterKeyXmlDecryptor : IXmlDecryptor
{
    private readonly MasterKey key;

    /// <summary>As Data Protection makes it.</summary>
    public MasterKeyXmlDecryptor(IServiceProvider services) => key = services.GetRequiredService<MasterKey>();

    /// <inheritdoc/>
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(encryptedElement.Value))));
}
