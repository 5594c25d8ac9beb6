namespace Storage.Catalog;

/// <summary>An API key as it can be shown; its secret is known only to whoever created it.</summary>
/// <param name="Id">Catalog id.</param>
/// <param name="Label">What it is for, in the words of its creator: 1–120 characters.</param>
/// <param name="SiteId">The one site it is good for; null for all.</param>
/// <param name="Rights">What it may do.</param>
/// <param name="Created">When it was made.</param>
/// <param name="LastUsed">Last use, exact to the minute; null before the first.</param>
/// <param name="Revoked">When it was withdrawn; null while it is good.</param>
public sealed record ApiKey(
    long Id,
    string Label,
    uint? SiteId,
    KeyRights Rights,
    DateTimeOffset Created,
    DateTimeOffset? LastUsed,
    DateTimeOffset? Revoked);
