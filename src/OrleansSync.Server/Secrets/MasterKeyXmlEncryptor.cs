using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace OrleansSync.Server.Secrets;

/// <summary>Encrypts what is secret in an element of the key ring.</summary>
internal sealed class MasterKeyXmlEncryptor(MasterKey key) : IXmlEncryptor
{
    /// <summary>The element that takes the secret's place.</summary>
    public const string Element = "encryptedByMasterKey";

    /// <summary>The attribute with <see cref="MasterKey.Id"/>.</summary>
    public const string KeyAttribute = "key";

    /// <inheritdoc/>
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var encrypted = key.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)));
        return new EncryptedXmlInfo(new XElement(Element, new XAttribute(KeyAttribute, key.Id), Convert.ToBase64String(encrypted)), typeof(MasterKeyXmlDecryptor));
    }
}
