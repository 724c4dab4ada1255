using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its value, text or bytes; cannot be changed.</summary>
    public class Entry
    {
        private readonly string? text;
        private readonly byte[] bytes;

        /// <summary>Makes a binary entry of a copy of the bytes.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = Normalize(key);
            if (!IsBinaryKey(Key))
            {
                throw new ArgumentException($"The key '{Key}' of a binary entry must end in '{BinaryHeaderSuffix}'.", nameof(key));
            }

            bytes = [.. valueBytes];
        }

        /// <summary>Makes a text entry.</summary>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = Normalize(key);
            if (IsBinaryKey(Key))
            {
                throw new ArgumentException($"The key '{Key}' of a text entry must not end in '{BinaryHeaderSuffix}'.", nameof(key));
            }

            text = value;
            bytes = [];
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The value as bytes: a copy, or the ASCII bytes of a text.</summary>
        public byte[] ValueBytes => text is null ? [.. bytes] : Encoding.ASCII.GetBytes(text);

        /// <summary>The text; a binary entry has none and throws.</summary>
        public string Value => text ?? throw new InvalidOperationException("Cannot access string value of a binary metadata entry");

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => text is null;

        /// <summary>The value as it travels: bytes as base 64.</summary>
        internal string WireValue => text ?? Convert.ToBase64String(bytes);

        /// <inheritdoc />
        public override string ToString() => text is null
            ? $"[Entry: key={Key}, valueBytes={bytes}]"
            : $"[Entry: key={Key}, value={text}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static bool IsBinaryKey(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (key.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')))
            {
                throw new ArgumentException($"The metadata key '{key}' is not valid: letters, digits, '_', '-' and '.' are.", nameof(key));
            }

            return key.ToLowerInvariant();
        }
    }
}
