using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Analytics.Http.SignIn;

/// <summary>Codes by time (RFC 6238): HMAC-SHA-1, steps of 30 s, six digits, one step early or late taken.</summary>
internal static class TimeCodes
{
    private const int StepSeconds = 30;
    private const int Digits = 6;

    /// <summary>As long as the hash, as RFC 4226 advises.</summary>
    private const int SecretBytes = 20;

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretBytes);

    /// <summary>The secret of a text; null when it is none of ours.</summary>
    public static byte[]? ReadSecret(string text) => text.Length == SecretBytes * 8 / 5 ? Base32.Decode(text) : null;

    /// <summary>What an authenticator app reads to know the secret.</summary>
    public static string UriOf(string user, byte[] secret) => $"otpauth://totp/Collector:{Uri.EscapeDataString(user)}?secret={Base32.Encode(secret)}&issuer=Collector";

    /// <summary>The step whose code this is, near a time; null when it is none. Takes as long for either.</summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset time)
    {
        var given = Encoding.UTF8.GetBytes(code.Trim());
        var now = time.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var step = now - 1; step <= now + 1; step++)
        {
            found = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), given) ? step : found;
        }

        return found;
    }

    /// <summary>The code of a step (RFC 4226, 5.3).</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The one function that authenticator apps all know; no collision helps to guess a code.")]
    internal static string CodeAt(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
