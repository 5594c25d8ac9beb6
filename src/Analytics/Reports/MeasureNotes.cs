using System.Globalization;
using System.Text.Json;
using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>The notes that the measures of a whole answer call for.</summary>
internal static class MeasureNotes
{
    /// <summary>The measures the notes are made from, to be asked for with the totals; the last columns of the row.</summary>
    public static readonly string[] Measures = ["v_visits", "v_durable", "h_unidentified", "h_foreign", "h_privacy_control", "h_aggregate"];

    public static IReadOnlyList<ReportNote> Read(Period period, JsonElement[]? totals, string currency)
    {
        if (totals is null)
        {
            return [];
        }

        var first = totals.Length - Measures.Length;
        var (visits, durable) = (totals[first].GetInt64(), totals[first + 1].GetInt64());
        var (unidentified, foreign) = (totals[first + 2].GetInt64(), totals[first + 3].GetInt64());
        var (privacyControl, aggregate) = (totals[first + 4].GetInt64(), totals[first + 5].GetInt64());
        var notes = new List<ReportNote>();
        if (period.Days > 1 && durable < visits)
        {
            var share = (double)durable / visits;
            notes.Add(new ReportNote("visitor_days", string.Create(CultureInfo.InvariantCulture,
                $"Visitors are visitor-days: a cookieless key lives one day, so who came on several days counts on each. {share:P1} of the visits have a durable key.")));
        }

        if (unidentified > 0)
        {
            notes.Add(new ReportNote("unidentified", $"{unidentified} rows carry no visitor key and count as no visitor."));
        }

        if (privacyControl > 0)
        {
            notes.Add(new ReportNote("privacy_control", $"{Events(privacyControl)} came with Global Privacy Control; the site's policy decided what was read of them."));
        }

        if (aggregate > 0)
        {
            notes.Add(new ReportNote("aggregate", $"{Events(aggregate)} {(aggregate == 1 ? "was" : "were")} counted without a visitor, by consent; visitors and visits leave them out."));
        }

        if (foreign > 0)
        {
            notes.Add(new ReportNote("other_currencies", $"{foreign} events carry a value in another currency than {currency}; revenue leaves them out."));
        }

        return notes;
    }

    private static string Events(long count) => count == 1 ? "1 event" : $"{count} events";
}
