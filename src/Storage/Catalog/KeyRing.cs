using System.Security.Cryptography;

namespace Storage.Catalog;

/// <summary>All API keys in memory, as of one moment: finds the key of a secret without touching the file.</summary>
internal sealed class KeyRing
{
    /// <summary>Every secret begins so: it can be told from others in logs and by secret scanners.</summary>
    public const string Start = "ck_";

    /// <summary>Characters after <see cref="Start"/> that are stored to find the key by; 43 − 8 characters (208 bits) stay secret.</summary>
    public const int PrefixLength = 8;

    private const int SecretLength = 3 + Secret.Characters;

    private readonly Dictionary<string, List<Entry>>.AlternateLookup<ReadOnlySpan<char>> _byPrefix;
    private long _checkedAt;

    public KeyRing(IEnumerable<Entry> entries, (long Own, long Others) stamp, long now)
    {
        var byPrefix = new Dictionary<string, List<Entry>>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!byPrefix.TryGetValue(entry.Prefix, out var same))
            {
                byPrefix[entry.Prefix] = same = [];
            }

            same.Add(entry);
        }

        _byPrefix = byPrefix.GetAlternateLookup<ReadOnlySpan<char>>();
        _checkedAt = now;
        Stamp = stamp;
    }

    /// <summary>State of the file it was read from.</summary>
    public (long Own, long Others) Stamp { get; }

    /// <summary>When the file was last known to be unchanged, in milliseconds since 1970.</summary>
    public long CheckedAt
    {
        get => Volatile.Read(ref _checkedAt);
        set => Volatile.Write(ref _checkedAt, value);
    }

    /// <summary>The key of this secret, revoked or not; null when there is none. Allocates nothing.</summary>
    public Entry? Find(ReadOnlySpan<char> secret)
    {
        if (secret.Length != SecretLength
            || !secret.StartsWith(Start, StringComparison.Ordinal)
            || !_byPrefix.TryGetValue(secret.Slice(Start.Length, PrefixLength), out var entries))
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Secret.TryHash(secret, hash))
        {
            return null;
        }

        Entry? found = null;
        foreach (var entry in entries)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, entry.Hash))
            {
                found = entry;
            }
        }

        return found;
    }

    /// <summary>A key with what is needed to verify it.</summary>
    public sealed class Entry(ApiKey key, string prefix, byte[] hash)
    {
        private long _lastUsed = key.LastUsed?.ToUnixTimeMilliseconds() ?? long.MinValue / 2;

        public ApiKey Key => key;

        public string Prefix => prefix;

        public ReadOnlySpan<byte> Hash => hash;

        /// <summary>Whether this use is to be written down: true for one caller per <paramref name="interval"/>.</summary>
        public bool IsDue(long now, long interval)
        {
            var last = Volatile.Read(ref _lastUsed);
            return now - last >= interval && Interlocked.CompareExchange(ref _lastUsed, now, last) == last;
        }
    }
}
