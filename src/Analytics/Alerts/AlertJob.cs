using Analytics.Querying;
using Analytics.Reports;
using Microsoft.Extensions.Logging;
using Storage.Catalog;
using Storage.ClickHouse;

namespace Analytics.Alerts;

/// <summary>
/// Looks at all alerts, one site and one alert at a time. What the look finds is stored with the event to be told in one
/// transaction. When the database does not answer nothing is decided: the next look goes on.
/// </summary>
internal sealed partial class AlertJob(CatalogStore catalog, AlertMeasure measure, TimeProvider clock, ILogger<AlertJob> log)
{
    /// <summary>Most alerts of one look; the next goes on with the sites that had no turn.</summary>
    private const int MostAtOnce = 300;

    private uint _lastSite;

    /// <summary>One look. False when the database did not answer and the look was broken off.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        var sites = catalog.Sites().OrderBy(site => site.Id).ToList();
        foreach (var site in sites.Where(site => site.Id > _lastSite).Concat(sites.Where(site => site.Id <= _lastSite)))
        {
            foreach (var alert in catalog.Alerts(site.Id).Where(alert => alert.Enabled))
            {
                if (!await LookAsync(site, alert, cancellationToken))
                {
                    return false;
                }

                looked++;
            }

            _lastSite = site.Id;
            if (looked >= MostAtOnce)
            {
                break;
            }
        }

        return true;
    }

    private async Task<bool> LookAsync(Site site, Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            var reading = await measure.ReadAsync(site, alert, clock.GetUtcNow(), cancellationToken);
            Decide(alert, reading);
            return true;
        }
        catch (QueryProblemException problem)
        {
            Note(alert, problem.Message);
        }
        catch (ClickHouseException failure) when (failure.IsRetryable && failure.Code is not (DatabaseErrors.Timeout or DatabaseErrors.OutOfMemory))
        {
            LogAway(failure.Code);
            return false;
        }
        catch (ClickHouseException failure)
        {
            // One alert that asks too much must not stop the others.
            Note(alert, $"The database refuses the question or takes too long (code {failure.Code}): look at its filters.");
        }

        return true;
    }

    private void Decide(Alert alert, AlertReading reading)
    {
        var verdict = AlertRule.Judge(alert, reading);
        if (AlertMachine.Next(alert, verdict, clock.GetUtcNow()) is { } next)
        {
            var told = next.Told is { } word ? new AlertEvent { AlertId = alert.Id, Event = word, Value = reading.Value, Expected = verdict.Expected } : null;
            if (catalog.MoveAlert(alert, next.State, told) && told is not null)
            {
                LogMoved(alert.Id, next.State);
            }
        }
        else if (alert.Problem.Length > 0)
        {
            Note(alert, "");
        }
    }

    private void Note(Alert alert, string problem)
    {
        if (alert.Problem != problem)
        {
            catalog.NoteAlertProblem(alert.Id, problem);
        }
    }

    [LoggerMessage(3101, LogLevel.Warning, "Alerts are not looked at now: the database does not answer (code {Code}). The next look is in a minute.")]
    private partial void LogAway(int code);

    [LoggerMessage(3102, LogLevel.Information, "Alert {Id} is {State}.")]
    private partial void LogMoved(long id, AlertState state);
}
