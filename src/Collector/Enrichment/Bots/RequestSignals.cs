using Collector.Enrichment.UserAgents;
using Collector.Parsing;

namespace Collector.Enrichment.Bots;

/// <summary>
/// What in a request's headers speaks against a browser. One signal may be a proxy or a privacy tool; two that do not follow
/// from each other make a hit <c>suspected</c>.
/// </summary>
internal static class RequestSignals
{
    private const int NoAccept = 1;
    private const int NoLanguage = 2;
    private const int HintsContradict = 4;
    private const int NoHints = 8;
    private const int DataCentre = 16;

    /// <summary>The signals: bit, reason word, and what it means.</summary>
    public static IReadOnlyList<(int Bit, string Word, string Meaning)> All { get; } =
    [
        (NoAccept, "no-accept", "no Accept header"),
        (NoLanguage, "no-language", "no Accept-Language header"),
        (HintsContradict, "hints-contradict", "client hints name another engine version or another desktop system than the user agent"),
        (NoHints, "no-hints", "a Chromium that sends client hints over https has sent none"),
        (DataCentre, "datacentre", "the address belongs to a hosting company (only with `COLLECTOR_ASN`)"),
    ];

    /// <summary>The reason words of every combination of signals.</summary>
    private static readonly string[] Words = [.. Enumerable.Range(0, 32).Select(set => string.Join(',', All.Where(s => (set & s.Bit) != 0).Select(s => s.Word)))];

    /// <summary>The reasons for suspicion, comma-separated; "" when there are fewer than two.</summary>
    public static string Reasons(RequestFacts request, UserAgentFacts facts, bool isDataCentre)
    {
        var signals = (request.HasAccept ? 0 : NoAccept)
            | (request.AcceptLanguage.Length > 0 ? 0 : NoLanguage)
            | (facts.HintsContradict ? HintsContradict : 0)
            // Browsers send hints over https only: weak, but it never stands alone.
            | (facts.ShouldSendHints && request.HintBrands.Length == 0 ? NoHints : 0)
            | (isDataCentre ? DataCentre : 0);
        return int.PopCount(signals) >= 2 ? Words[signals] : "";
    }
}
