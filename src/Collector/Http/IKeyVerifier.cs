namespace Collector.Http;

/// <summary>Knows the API keys.</summary>
internal interface IKeyVerifier
{
    /// <summary>What the key allows; null when it does not exist or was revoked. Takes the same time for every unknown key.</summary>
    KeyGrant? Verify(string key);
}

/// <summary>What a key allows.</summary>
/// <param name="MaySend">Whether it may send events.</param>
/// <param name="Sites">Names of the sites it is for; null for all.</param>
internal sealed record KeyGrant(bool MaySend, IReadOnlyCollection<string>? Sites)
{
    public bool Covers(string site) => Sites is null || Sites.Contains(site, StringComparer.OrdinalIgnoreCase);
}
