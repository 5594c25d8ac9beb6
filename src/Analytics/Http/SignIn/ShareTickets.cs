using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>
/// What is given for the password of a shared link and sent with each question (a frame on a foreign page keeps no cookie). Signed
/// with a key of this process: after a restart the password is asked for again.
/// </summary>
internal sealed class ShareTickets(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Make(Share share)
    {
        var expires = (clock.GetUtcNow() + Life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{expires}-{Base64Url.EncodeToString(Sign(share, expires))}";
    }

    public bool IsGood(Share share, string ticket)
    {
        var parts = ticket.Split('-', 2);
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            && expires > clock.GetUtcNow().ToUnixTimeSeconds()
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(parts[1]), Encoding.ASCII.GetBytes(Base64Url.EncodeToString(Sign(share, parts[0]))));
    }

    private byte[] Sign(Share share, string expires) =>
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{share.Id}|{expires}|{share.Password}")));
}
