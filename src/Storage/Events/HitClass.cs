namespace Storage.Events;

/// <summary>Who sent the hit, as far as can be told. Stored by number; never renumber.</summary>
public enum HitClass : sbyte
{
    /// <summary>A person's browser or app.</summary>
    Human = 1,

    /// <summary>Two independent signals speak against a person; still counted by default.</summary>
    Suspected = 2,

    /// <summary>A program; kept, left out of reports by default.</summary>
    Bot = 3,

    /// <summary>A mail provider's image prefetch: neither time, place nor reader can be told.</summary>
    MachineOpen = 4,

    /// <summary>The site's own people, by the site's address list.</summary>
    Internal = 5,
}
