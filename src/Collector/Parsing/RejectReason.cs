namespace Collector.Parsing;

/// <summary>
/// Why a hit was not stored. The wire word (header <c>X-Collect: dropped;WORD</c> and body) is the name in snake case,
/// see RejectReasonWords. "Rejected" means bad input, "dropped" policy, "refused" no storage; the three have their own counters.
/// </summary>
internal enum RejectReason
{
    None = 0,

    /// <summary>Rejected: no site given.</summary>
    MissingSite,

    /// <summary>Rejected: the page address is no http(s) address, or a page view has none, neither given nor in the Referer.</summary>
    BadUrl,

    /// <summary>Rejected: the event's name is empty.</summary>
    BadName,

    /// <summary>Rejected: an engagement event without engaged time or scroll depth.</summary>
    BadEngagement,

    /// <summary>Rejected: the item is no object, or a field of it cannot be read.</summary>
    BadEvent,

    /// <summary>Rejected: more than 64 parameters.</summary>
    TooManyParameters,

    /// <summary>Dropped: no such site. Answered exactly like a stored hit apart from the reason.</summary>
    UnknownSite,

    /// <summary>Dropped: the page's host is not on the site's list.</summary>
    Host,

    /// <summary>Dropped: an event with this id was stored before.</summary>
    Duplicate,

    /// <summary>Dropped: a HEAD request never counts.</summary>
    Head,

    /// <summary>Dropped: the consent level is none.</summary>
    Consent,

    /// <summary>Dropped: Global Privacy Control, on a site that drops such hits.</summary>
    PrivacyControl,

    /// <summary>Refused: too many hits came from one network, or for the site.</summary>
    Rate,

    /// <summary>Refused: the queue to the journal is full.</summary>
    Busy,

    /// <summary>Refused: no space left for the journal.</summary>
    DiskFull,

    /// <summary>Refused: the journal cannot be written.</summary>
    StorageFault,

    /// <summary>Refused: the collector is stopping.</summary>
    Stopping,
}
