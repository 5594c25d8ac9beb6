using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Analytics.Http;

/// <summary>An export holds a connection of the database for as long as it is read: who reads too slowly is cut off.</summary>
internal static class SlowReaders
{
    /// <summary>16 KiB a second, after ten seconds: a tenth of a slow mobile connection.</summary>
    private static readonly MinDataRate Slowest = new(16_384, TimeSpan.FromSeconds(10));

    public static void Cut(HttpContext context)
    {
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = Slowest;
        }
    }
}
