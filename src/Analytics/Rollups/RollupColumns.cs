using Analytics.Metrics;

namespace Analytics.Rollups;

/// <summary>
/// How a measure is kept in a rollup and put together from rollups and rows: sums as they are; different keys as a number of
/// keys that live on that day only and a list of all others; times as a distribution by whole seconds. Names are columns of
/// 0002_rollups.sql.
/// </summary>
internal static class RollupColumns
{
    private const string NoKeys = "emptyArrayUInt64()";
    private const string NoSeconds = "emptyArrayUInt32()";

    /// <summary>Of each source whether a bucket has any of it: kept beside the measures, for a bucket of another source is none of this one.</summary>
    public static readonly IReadOnlyList<PartColumn> Presence =
    [
        new("h_rows_part", MeasureSource.Events, "0", "count()"),
        new("d_rows_part", MeasureSource.Views, "0", "count()"),
    ];

    /// <summary>The condition that a kept bucket, in the table <c>r</c>, has anything of the source.</summary>
    public static string Present(MeasureSource source) => source switch
    {
        MeasureSource.Events => "r.h_rows > 0",
        MeasureSource.Visits => "r.v_visits > 0",
        _ => "r.d_rows > 0",
    };

    /// <summary>The columns of a measure as computed from rows, for a query that also reads rollups.</summary>
    public static IEnumerable<PartColumn> OfRows(Measure measure)
    {
        if (measure.Different is { } keys)
        {
            yield return new PartColumn($"{measure.Name}_day", measure.Source, "0", "toUInt64(0)");
            yield return new PartColumn($"{measure.Name}_keys", measure.Source, NoKeys, $"groupUniqArrayIf({keys.Key}, {keys.Counts})");
        }
        else if (measure.Quantile is { } times)
        {
            foreach (var column in Distribution(measure, times))
            {
                yield return column;
            }
        }
        else
        {
            yield return new PartColumn(Sum(measure), measure.Source, "0", measure.Sql);
        }
    }

    /// <summary>The columns of a measure as kept in a rollup.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="isCrossing">The condition that a key (its argument) was also seen on a neighbouring day.</param>
    public static IEnumerable<PartColumn> ToKeep(Measure measure, Func<string, string> isCrossing)
    {
        if (measure.Different is not { } keys)
        {
            return OfRows(measure);
        }

        var stays = $"({keys.Durable} OR {isCrossing(keys.Key)})";
        return
        [
            new PartColumn($"{measure.Name}_day", measure.Source, "0", $"uniqExactIf({keys.Key}, {keys.Counts} AND NOT {stays})"),
            new PartColumn($"{measure.Name}_keys", measure.Source, NoKeys, $"arraySort(groupUniqArrayIf({keys.Key}, {keys.Counts} AND {stays}))"),
        ];
    }

    /// <summary>The column of a rollup behind a column of a query; sums carry another name there, for an alias must not hide a column.</summary>
    public static string Kept(string column) => column.EndsWith("_part", StringComparison.Ordinal) ? column[..^"_part".Length] : column;

    /// <summary>Parts of one day put together, to be kept.</summary>
    public static string Keep(PartColumn column) =>
        $"{(column.Nothing == "0" ? "sum" : "groupArrayArray")}({column.Name}) AS {Kept(column.Name)}";

    /// <summary>
    /// The measure over rows of rollups alone. Columns are named with their table, <c>r</c>, for an alias must not hide them.
    /// </summary>
    public static string MergedDays(Measure measure)
    {
        if (measure.NeedsGoals)
        {
            return $"0 AS {measure.Name}";
        }

        if (measure.Different is not null)
        {
            return $"sum(r.{measure.Name}_day) + uniqExactArray(r.{measure.Name}_keys) AS {measure.Name}";
        }

        return measure.Quantile is { } times ? OfTimes(measure, times, "r.") : $"sum(r.{measure.Name}) AS {measure.Name}";
    }

    /// <summary>The measure over parts of rows and of rollups.</summary>
    public static string Merged(Measure measure)
    {
        if (measure.Different is not null)
        {
            return $"sum({measure.Name}_day) + uniqExactArray({measure.Name}_keys) AS {measure.Name}";
        }

        return measure.Quantile is { } times ? OfTimes(measure, times, "") : $"sum({Sum(measure)}) AS {measure.Name}";
    }

    private static string OfTimes(Measure measure, Measure.Times times, string table)
    {
        var (seconds, counts) = Names(times);
        (seconds, counts) = (table + seconds, table + counts);
        return
            $"""
            if(sum(length({seconds})) = 0, NULL,
                1000 * quantileExactWeightedInterpolatedArrayIf({times.Level})({seconds}, {counts}, notEmpty({seconds}))) AS {measure.Name}
            """;
    }

    private static string Sum(Measure measure) => $"{measure.Name}_part";

    private static (string Seconds, string Counts) Names(Measure.Times times) => ($"{times.Distribution}_seconds", $"{times.Distribution}_counts");

    private static IEnumerable<PartColumn> Distribution(Measure measure, Measure.Times times)
    {
        var (seconds, counts) = Names(times);
        var sums = $"sumMapIf([toUInt32({times.Seconds})], [toUInt64(1)], {times.Counts})";
        yield return new PartColumn(seconds, measure.Source, NoSeconds, $"tupleElement({sums}, 1)");
        yield return new PartColumn(counts, measure.Source, NoKeys, $"tupleElement({sums}, 2)");
    }
}
