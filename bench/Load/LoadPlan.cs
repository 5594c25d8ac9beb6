namespace Load;

/// <summary>What to send where, how fast and for how long.</summary>
internal sealed record LoadPlan
{
    public required Uri Target { get; init; }

    public required string Site { get; init; }

    /// <summary>A fixed request path instead of hits (to load another server with the same driver); "" for hits.</summary>
    public string Path { get; init; } = "";

    /// <summary>POST /e instead of the pixel.</summary>
    public bool Post { get; init; }

    public int Connections { get; init; } = 512;

    /// <summary>Seconds measured, after <see cref="WarmSeconds"/> of the same load that are not.</summary>
    public int Seconds { get; init; } = 20;

    public int WarmSeconds { get; init; } = 20;

    /// <summary>Hits a second over all connections (open loop); 0 = as fast as answers come (closed loop).</summary>
    public int RatePerSecond { get; init; }
}
