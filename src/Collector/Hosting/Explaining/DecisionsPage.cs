using System.Globalization;
using System.Text;
using Collector.Enrichment.Bots;
using Collector.Enrichment.Campaigns;
using Collector.Enrichment.Channels;
using Collector.Enrichment.Pages;
using Collector.Enrichment.Places;
using Collector.Enrichment.Referrers;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Hosting.Explaining;

/// <summary>
/// docs/how-collector-decides.md, written from the tables the code itself decides by: <c>collector explain</c> prints it, and a test
/// holds the committed page equal.
/// </summary>
internal static class DecisionsPage
{
    /// <summary>How the page is made anew.</summary>
    public const string Command = "collector explain > docs/how-collector-decides.md";

    private const int Samples = 6;

    public static string Write()
    {
        var page = new StringBuilder();
        page.Append("# How Collector decides\n");
        page.Append(CultureInfo.InvariantCulture, $"Written by `{Command}` from the tables in the code; do not edit by hand.\n");
        Classes(page);
        Bots(page);
        Sources(page);
        Places(page);
        Visitors(page);
        Addresses(page);
        return page.ToString();
    }

    private static void Classes(StringBuilder page)
    {
        page.Append("\n## Class of a hit\nThe first row that holds decides. Class and reason are stored on the row; nothing is dropped for being a bot.\n\n");
        Head(page, "class", "reason", "kind", "when");
        Row(page, Word(HitClass.Internal), InternalStep.Reason, "", "the address lies in one of the site's own networks");
        Row(page, Word(HitClass.Bot), BotRules.Others[0].Verdict.Reason, BotRules.Others[0].Verdict.Kind, BotRules.Others[0].When + " (not of a server's own event)");
        foreach (var (when, reason) in MailProxies.All)
        {
            Row(page, Word(HitClass.MachineOpen), reason, "", "the user agent " + when);
        }

        foreach (var (kind, reason, words) in BotWords.Rows)
        {
            Row(page, Word(HitClass.Bot), reason, kind, $"the user agent contains one of {words.Length} words: {Sample(words)}");
        }

        foreach (var (verdict, when) in BotRules.Others.Skip(1))
        {
            Row(page, Word(HitClass.Bot), verdict.Reason, verdict.Kind, when);
        }

        Row(page, Word(HitClass.Bot), "prefetch", BotKinds.Prefetch, "the request says that it fetches ahead (`Sec-Purpose`, `Purpose`, `X-Moz`)");
        Row(page, Word(HitClass.Suspected), "all their words", "", "signals below of at least two categories, not of a server's own event");
        Row(page, Word(HitClass.Human), "", "", "otherwise");
        page.Append("\nSignals; one alone may be a proxy or a privacy tool and says nothing, and two of one category say no more than one:\n\n");
        Head(page, "reason", "category", "signal");
        foreach (var (_, word, category, meaning) in RequestSignals.All)
        {
            Row(page, word, category, meaning);
        }

        page.Append("\nThat a visit never reported engagement is no reason of a row, for rows are stored before it can be known: the filter `engagement==none` finds such visits in all ");
        page.Append("reports, `filtered` among them, and in rules that change the class of kept hits ([reports-api.md](reports-api.md)).\n");
        page.Append(CultureInfo.InvariantCulture, $"\nAgents with one of these are people although isbot lists them: {Sample(BotWords.People, int.MaxValue)}. `^` means at the beginning.\n");
    }

    private static void Bots(StringBuilder page)
    {
        page.Append("\n## Kinds of bots\n");
        Head(page, "kind", "is");
        foreach (var (kind, meaning) in BotKinds.All)
        {
            Row(page, kind, meaning);
        }
    }

    private static void Sources(StringBuilder page)
    {
        page.Append("\n## Source and channel\nThe source: `utm_source` (or `ref`, `source`), else a click id, else the referrer ([channels.md](channels.md) has the details).\n\n");
        Head(page, "click id", "source", "kind", "proves a paid click");
        foreach (var kind in ClickIds.All)
        {
            Row(page, kind.Kind, kind.Source, Lower(kind.SourceKind), kind.IsPaid ? "yes" : "no");
        }

        var rows = SourceTable.Rows();
        page.Append(CultureInfo.InvariantCulture, $"\n{rows.Count} domains and words are known by name:\n\n");
        Head(page, "kind of source", "rows", "such as");
        foreach (var group in rows.GroupBy(row => row.Source.Kind).OrderBy(group => group.Key))
        {
            Row(page, Lower(group.Key), group.Count().ToString(CultureInfo.InvariantCulture), Sample([.. group.Select(row => row.Key)]));
        }

        page.Append(CultureInfo.InvariantCulture, $"\nReferrers that are no source unless the site says so: {PaymentProviders.Domains.Count} domains of payment providers, ");
        page.Append(CultureInfo.InvariantCulture, $"such as {Sample([.. PaymentProviders.Domains.Order(StringComparer.Ordinal)])}.\n\nThe channel is the first rule that holds:\n\n");
        Head(page, "channel", "when");
        foreach (var rule in ChannelRules.All)
        {
            Row(page, rule.Channel, rule.When);
        }
    }

    private static void Places(StringBuilder page)
    {
        page.Append("\n## Place\nThe first that knows the country decides; region and city only from the file, and only with its country.\n\n");
        Head(page, "geo_source", "is");
        foreach (var (word, meaning) in PlaceSources.All)
        {
            Row(page, word, meaning);
        }
    }

    private static void Visitors(StringBuilder page)
    {
        page.Append("\n## Visitor\nThe first key there is:\n\n");
        Head(page, "identity", "made from", "lives");
        Row(page, Lower(IdentityKind.User), "the site's user id, keyed hash for the site", "as long as the rows");
        Row(page, Lower(IdentityKind.Consented), "the first-party id in the browser, keyed hash for the site", "as long as the rows");
        Row(page, Lower(IdentityKind.Cookieless), "address (IPv6: its /64) and user agent, with the salt of the site's local day", "the day");
        Row(page, Lower(IdentityKind.None), "nothing", "");
        page.Append("\nWhat may be read of these, by consent level (`k`, else the site's):\n\n");
        Head(page, "level", "word", "best key");
        Row(page, Number(ConsentLevel.None), Lower(ConsentLevel.None), "nothing is stored");
        Row(page, Number(ConsentLevel.Aggregate), Lower(ConsentLevel.Aggregate), Lower(IdentityKind.None) + ", no visit");
        Row(page, Number(ConsentLevel.Cookieless), Lower(ConsentLevel.Cookieless), Lower(IdentityKind.Cookieless) + "; " + Lower(IdentityKind.User) + " when the level is the site's own");
        Row(page, Number(ConsentLevel.Full), Lower(ConsentLevel.Full), Lower(IdentityKind.User) + ", " + Lower(IdentityKind.Consented));
    }

    private static void Addresses(StringBuilder page)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## What is kept of an address\nHost and path. Of the query only {Sample(QueryFields.Names, int.MaxValue)}, and the name of a click id. ");
        page.Append("In paths and titles e-mail addresses and secrets are replaced; what the code does with these:\n\n");
        Head(page, "path", "is kept as");
        string[] paths =
        [
            "/unsubscribe/marie@example.org", "/u/marie%40example.org", "/reset/9f86d081884c7d659a2feaa0c55ad015", "/order/3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "/login/eyJhbGciOiJIUzI1NiJ9", "/blog/2026/how-we-count-page-views", "/caf%C3%A9",
        ];
        foreach (var path in paths)
        {
            Row(page, $"`{path}`", $"`{UrlScrubber.Path(path)}`");
        }
    }

    private static void Head(StringBuilder page, params string[] cells)
    {
        Row(page, cells);
        page.Append('|').Insert(page.Length, "---|", cells.Length).Append('\n');
    }

    private static void Row(StringBuilder page, params string[] cells) => page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string Sample(IReadOnlyList<string> words, int most = Samples) =>
        string.Join(", ", words.Take(most).Select(word => $"`{word}`")) + (words.Count > most ? ", …" : "");

    private static string Word(HitClass hitClass) => hitClass == HitClass.MachineOpen ? "machine-open" : Lower(hitClass);

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Number(ConsentLevel level) => ((int)level).ToString(CultureInfo.InvariantCulture);
}
