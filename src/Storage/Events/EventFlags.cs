namespace Storage.Events;

/// <summary>What was done to the event on its way in. Stored as a number; never renumber.</summary>
[Flags]
public enum EventFlags : ushort
{
    None = 0,

    /// <summary>A field was longer than its limit and was cut.</summary>
    Truncated = 1,

    /// <summary>Started a visit older than the visitor's latest one.</summary>
    Late = 2,

    /// <summary>The stated time or age was out of range and was clamped.</summary>
    TimeClamped = 4,

    /// <summary>The stated revenue was no finite number in range, or the currency unknown; the value was left out.</summary>
    ValueRejected = 8,

    /// <summary>A property was no text, number or boolean, or one too many, and was left out.</summary>
    PropertyRejected = 16,

    /// <summary>Sent with Global Privacy Control or Do Not Track on.</summary>
    PrivacyControl = 32,

    /// <summary>Made by the demo generator.</summary>
    Demo = 64,

    /// <summary>Sent through the server API with a key.</summary>
    ServerSide = 128,

    /// <summary>Consent level aggregate: no visitor, no visit. Neither this nor <see cref="ConsentFull"/> means cookieless.</summary>
    ConsentAggregate = 256,

    /// <summary>Consent level full.</summary>
    ConsentFull = 512,
}
