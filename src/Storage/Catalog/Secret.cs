using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Storage.Catalog;

/// <summary>A 256-bit secret: shown once as text, kept as SHA-256. No slow hash is needed, for it cannot be guessed.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>Characters of a secret's base64url text.</summary>
    public const int Characters = 43;

    /// <summary>Longest text that is looked at.</summary>
    private const int MaxCharacters = 64;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Writes the SHA-256 of the text; false when it cannot be a secret.</summary>
    public static bool TryHash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[MaxCharacters];
        if (secret.Length > MaxCharacters || !Ascii.IsValid(secret))
        {
            return false;
        }

        var length = Encoding.ASCII.GetBytes(secret, bytes);
        SHA256.HashData(bytes[..length], hash);
        return true;
    }

    /// <summary>The SHA-256 of the text, or null when it cannot be a secret.</summary>
    public static byte[]? Hash(ReadOnlySpan<char> secret)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return TryHash(secret, hash) ? hash : null;
    }
}
