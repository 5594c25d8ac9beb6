using System.Text;

namespace Analytics.Http.SignIn;

/// <summary>Base 32 of RFC 4648 without padding, as authenticator apps read it.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, count) = ((bits << 8) | one, count + 8);
            for (; count >= 5; count -= 5)
            {
                text.Append(Alphabet[(bits >> (count - 5)) & 31]);
            }

            bits &= (1 << count) - 1;
        }

        return (count > 0 ? text.Append(Alphabet[(bits << (5 - count)) & 31]) : text).ToString();
    }

    /// <summary>The bytes of a text; null when it has other characters.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new List<byte>(text.Length);
        var (bits, count) = (0, 0);
        foreach (var one in text)
        {
            var value = Alphabet.IndexOf(one, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            (bits, count) = ((bits << 5) | value, count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
                bits &= (1 << count) - 1;
            }
        }

        return [.. bytes];
    }
}
