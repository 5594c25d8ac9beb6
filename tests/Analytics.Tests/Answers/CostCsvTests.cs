using Analytics.Reports.Costs;

namespace Analytics.Tests.Answers;

/// <summary>Campaign costs as CSV: what is read, and what is said about what cannot be.</summary>
public sealed class CostCsvTests
{
    [Fact]
    public void Columns_go_by_name_and_quotes_hold_commas_quotes_and_line_ends()
    {
        var (rows, errors) = CostCsv.Read("\uFEFFSource,Date,COST,campaign,clicks\r\n\"Goo,gle\",2026-11-02,12.5,\"a \"\"b\"\"\",3\r\n\r\nBing,2026-11-03,0,,\n", "EUR");

        Assert.Empty(errors);
        Assert.Equal(2, rows.Count);
        Assert.Equal(("Goo,gle", "a \"b\"", 12.5m, 3L, "EUR", null), (rows[0].Source, rows[0].Campaign, rows[0].Cost, rows[0].Clicks, rows[0].Currency, rows[0].Impressions));
        Assert.Equal(("Bing", "", 0m, null, new DateOnly(2026, 11, 3)), (rows[1].Source, rows[1].Campaign, rows[1].Cost, rows[1].Clicks, rows[1].Day));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("date,source", "Line 1: the column cost is missing")]
    [InlineData("date;source;cost", "Line 1: the column 'date;source;cost' is unknown")]
    [InlineData("date,source,cost,cost", "Line 1: the column 'cost' is unknown or there twice")]
    [InlineData("date,source,cost\n2026-11-02,Google", "Line 2: has 2 fields, the header 3")]
    [InlineData("date,source,cost\n02.11.2026,Google,1", "Line 2: date '02.11.2026'")]
    [InlineData("date,source,cost\n2026-11-02,,1", "Line 2: source is empty")]
    [InlineData("date,source,cost\n2026-11-02,Google,-1", "Line 2: cost '-1'")]
    [InlineData("date,source,cost\n2026-11-02,Google,1.23456", "Line 2: cost '1.23456'")]
    [InlineData("date,source,cost\n2026-11-02,Google,\"1,5\"", "Line 2: cost '1,5'")]
    [InlineData("date,source,cost,clicks\n2026-11-02,Google,1,x", "Line 2: clicks 'x'")]
    [InlineData("date,source,cost,currency\n2026-11-02,Google,1,EURO", "Line 2: currency 'EURO'")]
    [InlineData("date,source,cost\n\"a\nb\",Google,1\n2026-11-02,Google,x", "Line 4: cost 'x'")]
    [InlineData("date,source,cost\n2026-11-02,Google,1\n2026-11-02,Google,2", "Line 3: has the same date")]
    [InlineData("date,source,cost\n2026-11-02,\"Google,1", "Line 2: a quote is not closed")]
    [InlineData("date,source,cost\n2026-11-02,Goo\"gle,1", "Line 2: a quote inside a field")]
    [InlineData("date,source,cost\n2026-11-02,\"Goo\"gle,1", "Line 2: text after a closing quote")]
    public void A_wrong_file_is_refused_with_the_line(string text, string message)
    {
        var (rows, errors) = CostCsv.Read(text, "EUR");

        Assert.Empty(rows);
        Assert.Contains(errors, error => error.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void At_most_ten_errors_are_told()
    {
        var (_, errors) = CostCsv.Read("date,source,cost\n" + string.Concat(Enumerable.Repeat("x,y,z\n", 50)), "EUR");

        Assert.Equal(10, errors.Count);
    }

    [Fact]
    public void A_file_of_too_many_rows_is_refused()
    {
        var lines = Enumerable.Range(0, CostCsv.MaxRows + 1).Select(i => $"2026-11-02,s{i},1");

        Assert.Contains("at most 50000 rows", CostCsv.Read("date,source,cost\n" + string.Join('\n', lines), "EUR").Errors.Single(), StringComparison.Ordinal);
    }
}
