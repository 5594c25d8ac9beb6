namespace Analytics.Reports.Retention;

/// <summary>The counts of a retention report by cohort and step.</summary>
internal sealed class CohortTable
{
    private const int Belongs = 0;
    private const int Returned = 1;
    private const int Paid = 2;

    private readonly Dictionary<long, int> _steps;
    private readonly bool _rolling;
    private readonly long[] _sizes;
    private readonly long[,] _returned;
    private readonly decimal[,] _revenue;
    private long _returnedAtAll;

    public CohortTable(IReadOnlyList<DateTimeOffset> starts, bool rolling)
    {
        _steps = starts.Select((start, i) => (Start: start.ToUnixTimeSeconds(), i)).ToDictionary(step => step.Start, step => step.i);
        _rolling = rolling;
        _sizes = new long[starts.Count];
        _returned = new long[starts.Count, starts.Count];
        _revenue = new decimal[starts.Count, starts.Count];
    }

    /// <summary>Takes a row of the query: so many visitors of a cohort, or their payments, in a step.</summary>
    public void Add(long cohortStart, int kind, long stepStart, long count, decimal amount)
    {
        var (cohort, step) = (_steps[cohortStart], _steps[stepStart]);
        switch (kind)
        {
            case Belongs:
                _sizes[cohort] = count;
                break;
            case Returned:
                for (var at = _rolling ? cohort : step; at <= step; at++)
                {
                    _returned[cohort, at] += count;
                }

                break;
            case Paid:
                _revenue[cohort, step] = amount;
                break;
            default:
                _returnedAtAll += count;
                break;
        }
    }

    /// <summary>The cells from size on; what is not over yet is unknown.</summary>
    public object?[] Cells(int cohort, int later, bool isOver, string currency)
    {
        var size = _sizes[cohort];
        if (!isOver)
        {
            return [size, null, null, null, currency, null];
        }

        var returned = _returned[cohort, cohort + later];
        var (revenue, first) = (_revenue[cohort, cohort + later], _revenue[cohort, cohort]);
        return [size, returned, Rate(returned, size), revenue, currency, first == 0 ? null : (double)(revenue / first)];
    }

    /// <summary>The same over all cohorts: who returned in any later step, and what was paid in any.</summary>
    public object?[] Totals(string currency)
    {
        var size = _sizes.Sum();
        return [size, _returnedAtAll, Rate(_returnedAtAll, size), _revenue.Cast<decimal>().Sum(), currency, null];
    }

    private static double? Rate(long part, long whole) => whole == 0 ? null : (double)part / whole;
}
