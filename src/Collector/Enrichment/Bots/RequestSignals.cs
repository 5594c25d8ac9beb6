using Collector.Enrichment.UserAgents;
using Collector.Parsing;

namespace Collector.Enrichment.Bots;

/// <summary>
/// What in a request speaks against a browser. One signal may be a proxy or a privacy tool, and so may two of one category, which
/// follow from each other; signals of two categories make a hit <c>suspected</c>.
/// </summary>
internal static class RequestSignals
{
    private const int NoAccept = 1;
    private const int NoLanguage = 2;
    private const int HintsContradict = 4;
    private const int NoHints = 8;
    private const int DataCentre = 16;

    private const string Headers = "headers";
    private const string ClientHints = "client hints";
    private const string Network = "network";

    /// <summary>The signals: bit, reason word, category and what it means.</summary>
    public static IReadOnlyList<(int Bit, string Word, string Category, string Meaning)> All { get; } =
    [
        (NoAccept, "no-accept", Headers, "no Accept header"),
        (NoLanguage, "no-language", Headers, "no Accept-Language header"),
        (HintsContradict, "hints-contradict", ClientHints, "client hints name another engine version or another desktop system than the user agent"),
        (NoHints, "no-hints", ClientHints, "a Chromium that sends client hints has sent none over https (over http browsers send none)"),
        (DataCentre, "datacentre", Network, "the address belongs to a hosting company (only with `COLLECTOR_ASN`)"),
    ];

    /// <summary>The reason words of every combination of signals; "" for those of fewer than two categories.</summary>
    private static readonly string[] Words = [.. Enumerable.Range(0, 32).Select(Reasons)];

    /// <summary>The reasons for suspicion, comma-separated; "" when the signals are of fewer than two categories.</summary>
    public static string Reasons(RequestFacts request, UserAgentFacts facts, bool isDataCentre)
    {
        var signals = (request.HasAccept ? 0 : NoAccept)
            | (request.AcceptLanguage.Length > 0 ? 0 : NoLanguage)
            | (facts.HintsContradict ? HintsContradict : 0)
            | (request.IsHttps && facts.ShouldSendHints && request.HintBrands.Length == 0 ? NoHints : 0)
            | (isDataCentre ? DataCentre : 0);
        return Words[signals];
    }

    private static string Reasons(int signals)
    {
        var given = All.Where(signal => (signals & signal.Bit) != 0).ToList();
        return given.Select(signal => signal.Category).Distinct().Count() >= 2 ? string.Join(',', given.Select(signal => signal.Word)) : "";
    }
}
