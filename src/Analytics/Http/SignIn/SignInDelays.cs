using System.Net;
using System.Net.Sockets;

namespace Analytics.Http.SignIn;

/// <summary>
/// Slows guessing down. An address (IPv6: its /64) that guesses wrong is refused for longer each time, up to 15 minutes. An account
/// that is guessed at answers later, by at most 5 seconds, so that nobody can lock its owner out. All in memory, forgotten after an hour.
/// </summary>
internal sealed class SignInDelays(TimeProvider clock)
{
    /// <summary>Addresses, and accounts, remembered at most; the one of longest ago makes room.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>Wrong codes of a second factor for one account, after which no more are looked at for a quarter of an hour.</summary>
    private const int MostCodes = 10;

    private const int FreeOfAddress = 5;
    private const int FreeOfAccount = 3;
    private const int MaxDoublings = 16;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private static readonly TimeSpan MaxRefusal = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _addresses = [];
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _accounts = [];
    private readonly Dictionary<string, (int Count, DateTimeOffset Last)> _codes = [];

    /// <summary>Begins an attempt, which counts as failed until <see cref="Forgive"/>.</summary>
    /// <param name="account">What is guessed at.</param>
    /// <param name="address">Who guesses.</param>
    /// <returns>For how long the address is refused (the attempt is then not to be made), and how long to wait before answering.</returns>
    public (TimeSpan Refused, TimeSpan Wait) Begin(string account, IPAddress? address)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var network = Network(address);
            var (count, last) = Get(_addresses, network, now);
            var refused = last + Growing(count - FreeOfAddress, TimeSpan.FromSeconds(1), MaxRefusal) - now;
            if (refused > TimeSpan.Zero)
            {
                return (refused, TimeSpan.Zero);
            }

            Put(_addresses, network, count + 1, now);
            var before = Get(_accounts, account, now).Count;
            Put(_accounts, account, before + 1, now);
            return (TimeSpan.Zero, Growing(before - FreeOfAccount, FirstWait, MaxWait));
        }
    }

    /// <summary>
    /// Begins to look at a code of an account whose password was right; it counts as wrong until <see cref="Forgive"/>. Without the password nobody
    /// gets so far, so nobody else can lock the owner out by this.
    /// </summary>
    /// <returns>For how long no code of the account is looked at; zero: this one is.</returns>
    public TimeSpan BeginCode(string account)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var (count, last) = Get(_codes, account, now);
            if (count >= MostCodes && last + MaxRefusal > now)
            {
                return last + MaxRefusal - now;
            }

            Put(_codes, account, count >= MostCodes ? 1 : count + 1, now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>The password was right and no code came: no code was wrong, and the address has one failure less.</summary>
    public void NoCode(string account, IPAddress? address)
    {
        lock (_lock)
        {
            if (_codes.TryGetValue(account, out var entry) && entry.Count > 0)
            {
                _codes[account] = (entry.Count - 1, entry.Last);
            }

            ForgiveAddress(address);
        }
    }

    /// <summary>The attempt was right: the account begins anew, and the address has one failure less. (All would let a guesser clear itself with an account of its own.)</summary>
    public void Forgive(string account, IPAddress? address)
    {
        lock (_lock)
        {
            _accounts.Remove(account);
            _codes.Remove(account);
            ForgiveAddress(address);
        }
    }

    private void ForgiveAddress(IPAddress? address)
    {
        var network = Network(address);
        if (Get(_addresses, network, clock.GetUtcNow()) is { Count: > 0 } entry)
        {
            _addresses[network] = (entry.Count - 1, entry.Last);
        }
    }

    private static TimeSpan Growing(int failures, TimeSpan first, TimeSpan most)
    {
        var grown = failures < 0 ? TimeSpan.Zero : first * Math.Pow(2, Math.Min(failures, MaxDoublings));
        return grown < most ? grown : most;
    }

    private static (int Count, DateTimeOffset Last) Get(Dictionary<string, (int Count, DateTimeOffset Last)> table, string key, DateTimeOffset now) =>
        table.TryGetValue(key, out var entry) && now - entry.Last < Memory ? entry : (0, DateTimeOffset.MinValue);

    private static void Put(Dictionary<string, (int Count, DateTimeOffset Last)> table, string key, int count, DateTimeOffset now)
    {
        if (table.Count >= MaxEntries && !table.ContainsKey(key))
        {
            table.Remove(table.MinBy(pair => pair.Value.Last).Key);
        }

        table[key] = (count, now);
    }

    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Convert.ToHexString(plain.AddressFamily == AddressFamily.InterNetworkV6 ? plain.GetAddressBytes().AsSpan(0, 8) : plain.GetAddressBytes());
    }
}
