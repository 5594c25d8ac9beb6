namespace Analytics.Http;

/// <summary>For what the role of a <see cref="RouteRule"/> must be held.</summary>
internal enum RuleReach
{
    /// <summary>No role: anyone may ask.</summary>
    Public,

    /// <summary>No role, but whoever asks must be known.</summary>
    Caller,

    /// <summary>No role, but it must be a signed-in browser.</summary>
    Session,

    /// <summary>The site in the address.</summary>
    Site,

    /// <summary>Any site; the answer is limited to those where it is held.</summary>
    AnySite,

    /// <summary>All sites.</summary>
    AllSites,
}
