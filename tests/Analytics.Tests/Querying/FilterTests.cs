using Analytics.Querying;
using Analytics.Reports;

namespace Analytics.Tests.Querying;

/// <summary>Filters and patterns as text, and cells in CSV.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("country==DE", "country", FilterOperator.Is, "DE")]
    [InlineData("path~=^/blog", "path", FilterOperator.Matches, "^/blog")]
    [InlineData("source!=Google", "source", FilterOperator.IsNot, "Google")]
    [InlineData("prop.plan!~a==b", "prop.plan", FilterOperator.MatchesNot, "a==b")]
    [InlineData("title*=x!=y", "title", FilterOperator.Contains, "x!=y")]
    [InlineData("country==", "country", FilterOperator.Is, "")]
    internal void The_first_operator_separates(string text, string dimension, FilterOperator known, string value) =>
        Assert.Equal(new Filter(dimension, known, value, text), Filter.Parse(text));

    [Theory]
    [InlineData("country")]
    [InlineData("==DE")]
    [InlineData("country=DE")]
    public void What_is_no_filter_is_told_so(string text) => Assert.Throws<QueryProblemException>(() => Filter.Parse(text));

    [Theory]
    [InlineData("/thanks*", "/thanks/a/b", true)]
    [InlineData("/thanks*", "/thank", false)]
    [InlineData("/a.c", "/abc", false)]
    [InlineData("/shop/*/buy", "/shop/1/buy", true)]
    public void A_star_stands_for_any_text(string pattern, string path, bool fits) => Assert.Equal(fits, PathPattern.Fits(pattern, path));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("/plain", "/plain")]
    [InlineData("-2", "'-2")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("\"=1+1\"", "'\"=1+1\"")]
    [InlineData("  +1", "'  +1")]
    public void Text_that_a_spreadsheet_would_run_is_guarded(string text, string cell) => Assert.Equal(cell, ReportCsv.Text(text));

    [Fact]
    public void Numbers_are_not_guarded() => Assert.Equal("-2.5", ReportCsv.Text(-2.5m));
}
