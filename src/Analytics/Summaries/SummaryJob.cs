using System.Text.Json;
using Analytics.Querying;
using Analytics.Reports;
using Microsoft.Extensions.Logging;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Summaries;

/// <summary>
/// Makes the summaries that are due, each once. After a long stop only the last one of each is made: older days can be
/// read in the reports.
/// </summary>
internal sealed partial class SummaryJob(CatalogStore catalog, SummaryMaker maker, TimeProvider clock, ILogger<SummaryJob> log)
{
    /// <summary>Most summaries of one look.</summary>
    private const int MostAtOnce = 50;

    /// <summary>One look. False when the database did not answer.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var made = 0;
        foreach (var site in catalog.Sites())
        {
            foreach (var summary in catalog.Summaries(site.Id).Where(summary => summary.Enabled))
            {
                if (made >= MostAtOnce)
                {
                    return true;
                }

                var zone = TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
                var due = SummarySchedule.Last(summary, zone, clock.GetUtcNow());
                if (due < summary.Changed || catalog.HasEdition(summary.Id, due))
                {
                    continue;
                }

                made++;
                if (!await MakeAsync(site, summary, due, cancellationToken))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private async Task<bool> MakeAsync(Site site, Summary summary, DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            catalog.AddEdition(summary.Id, due, await maker.MakeAsync(site, summary, due, cancellationToken));
        }
        catch (QueryProblemException problem)
        {
            AddProblem(summary, due, problem.Message);
        }
        catch (ClickHouseException failure) when (!failure.IsRetryable || failure.Code is DatabaseErrors.Timeout or DatabaseErrors.OutOfMemory)
        {
            AddProblem(summary, due, $"The database refused the figures or took too long (code {failure.Code}).");
        }
        catch (ClickHouseException failure)
        {
            LogFailed(summary.Id, failure.Code);
            return false;
        }

        return true;
    }

    // Kept in place of the figures, so that it is not tried each minute and its reader sees why.
    private void AddProblem(Summary summary, DateTimeOffset due, string problem) =>
        catalog.AddEdition(summary.Id, due, JsonSerializer.Serialize(new { problem }));

    [LoggerMessage(3121, LogLevel.Warning, "Summary {Id} cannot be made now (database code {Code}); it is tried again in a minute.")]
    private partial void LogFailed(long id, int code);
}
