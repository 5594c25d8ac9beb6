using System.Diagnostics;
using System.Globalization;
using Analytics.Querying;
using Analytics.Reports;
using Microsoft.AspNetCore.WebUtilities;
using Storage.Catalog;
using Storage.ClickHouse;

namespace ReportsBench;

/// <summary>Times questions, warm, and the plain scan of the columns each has to read.</summary>
internal sealed class Measurement(ClickHouseClient client, ReportRunner reports, Site site, DateOnly end, int repeats)
{
    private static readonly string[] Counters = ["SelectedRows", "SelectedBytes"];

    /// <summary>Median milliseconds of the question and of its floor, rows and megabytes that the question read.</summary>
    public async Task<Timing?> RunAsync(Question question, int days)
    {
        var from = end.AddDays(-days);
        var text = string.Create(CultureInfo.InvariantCulture, $"from={from:yyyy-MM-dd}&to={end.AddDays(-1):yyyy-MM-dd}&{question.Query}");
        var query = QueryHelpers.ParseQuery(text).SelectMany(pair => pair.Value, (pair, value) => (pair.Key, Value: value ?? "")).ToLookup(pair => pair.Key, pair => pair.Value);
        try
        {
            await reports.RunAsync(site, question.Report, query, CancellationToken.None);
        }
        catch (QueryProblemException problem)
        {
            Console.Error.WriteLine($"{question.Title}: {problem.Message}");
            return null;
        }
        catch (ClickHouseException refused)
        {
            Console.Error.WriteLine($"{question.Title}: {refused.Message}");
            return null;
        }

        var before = await ReadAsync();
        await reports.RunAsync(site, question.Report, query, CancellationToken.None);
        var after = await ReadAsync();
        var time = await MedianAsync(() => reports.RunAsync(site, question.Report, query, CancellationToken.None));
        var floor = await MedianAsync(() => client.QueryAsync(Floor(question, from)));
        return new Timing(time, floor, after.Rows - before.Rows, (after.Bytes - before.Bytes) / 1e6);
    }

    private SqlQuery Floor(Question question, DateOnly from) =>
        new SqlQuery(
            $$"""
            SELECT count() FROM events
            WHERE site = {site:UInt32} AND time >= {from:DateTime64(3, 'UTC')} AND time < {to:DateTime64(3, 'UTC')}
                AND class IN ('human', 'suspected') AND NOT ignore({{question.Columns}})
            """)
        .With("site", site.Id)
        .With("from", Midnight(from))
        .With("to", Midnight(end));

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private async Task<(long Rows, double Bytes)> ReadAsync()
    {
        var answer = await client.QueryAsync(new SqlQuery("SELECT event, value FROM system.events WHERE event IN {names:Array(String)}").With("names", Counters));
        double Value(string name) => answer.Rows.Where(row => row[0].GetString() == name).Select(row => row[1].GetDouble()).FirstOrDefault();
        return ((long)Value("SelectedRows"), Value("SelectedBytes"));
    }

    private async Task<double> MedianAsync(Func<Task> work)
    {
        var times = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            var watch = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
        }

        times.Sort();
        return times[repeats / 2];
    }
}

/// <summary>What a question took.</summary>
/// <param name="Milliseconds">Median of the runs.</param>
/// <param name="FloorMilliseconds">Median of a plain scan of its columns.</param>
/// <param name="Rows">Rows read by all of its queries.</param>
/// <param name="Megabytes">Uncompressed megabytes read by all of its queries.</param>
internal sealed record Timing(double Milliseconds, double FloorMilliseconds, long Rows, double Megabytes);
