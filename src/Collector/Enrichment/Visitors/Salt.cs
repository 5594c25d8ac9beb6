using System.Security.Cryptography;

namespace Collector.Enrichment.Visitors;

/// <summary>
/// 32 random bytes that turn addresses into visitor keys of one site and local day. Once destroyed, the bytes are gone from
/// memory and no key can be made with it again.
/// </summary>
internal sealed class Salt
{
    /// <summary>Bytes of a salt: as many as the hash has.</summary>
    public const int Length = 32;

    private readonly Lock _lock = new();
    private readonly byte[] _bytes;
    private KeyedHash? _hash; // under _lock; made on first use
    private bool _isDestroyed;

    public Salt(uint site, int day, DateTimeOffset expires, ReadOnlySpan<byte> bytes)
    {
        Site = site;
        Day = day;
        Expires = expires;
        // Pinned: the collector of garbage would otherwise leave copies behind when it moves the array.
        _bytes = GC.AllocateUninitializedArray<byte>(Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    public uint Site { get; }

    /// <summary>Local day of the site, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; }

    /// <summary>When it is to be destroyed.</summary>
    public DateTimeOffset Expires { get; private set; }

    public static Salt Create(uint site, int day, DateTimeOffset expires)
    {
        Span<byte> bytes = stackalloc byte[Length];
        RandomNumberGenerator.Fill(bytes);
        var salt = new Salt(site, day, expires, bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return salt;
    }

    /// <summary>Lets it live longer; never shorter.</summary>
    public bool Prolong(DateTimeOffset expires)
    {
        if (expires <= Expires)
        {
            return false;
        }

        Expires = expires;
        return true;
    }

    /// <summary>Copies the bytes; false when they are gone. The caller clears its copy.</summary>
    public bool TryCopy(Span<byte> destination)
    {
        lock (_lock)
        {
            _bytes.CopyTo(destination);
            return !_isDestroyed;
        }
    }

    /// <summary>The hash with this salt as its key; null when the salt is gone.</summary>
    public KeyedHash? Keyed()
    {
        lock (_lock)
        {
            return _isDestroyed ? null : _hash ??= new KeyedHash(_bytes);
        }
    }

    public void Destroy()
    {
        lock (_lock)
        {
            _hash?.Destroy();
            CryptographicOperations.ZeroMemory(_bytes);
            _isDestroyed = true;
        }
    }
}
