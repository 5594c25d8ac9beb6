namespace ReportsBench;

/// <summary>A question that is timed.</summary>
/// <param name="Title">Its line in the table.</param>
/// <param name="Report">The report's name.</param>
/// <param name="Query">Its parameters without the range.</param>
/// <param name="Columns">What it has to read of the events beside site, class and time: the floor is a plain scan of these.</param>
/// <param name="Goal">Milliseconds wished for at 30 days; 0: none set.</param>
internal sealed record Question(string Title, string Report, string Query, string Columns, int Goal)
{
    private const string Visits = "visit, visitor, visits, bounces, timed, duration, pageviews, identity";
    private const string Standard = $"{Visits}, name, view, engaged";

    public static readonly IReadOnlyList<Question> All =
    [
        new("overview", "overview", "", $"{Standard}, value, currency", 15),
        new("overview, filtered by country", "overview", "filter=country==DE", $"{Standard}, value, currency, country", 300),
        new("overview, filtered by page", "overview", "filter=page==/", $"{Standard}, value, currency, path", 300),
        new("time series by day", "timeseries", "interval=day", $"{Standard}, value, currency", 15),
        new("time series by hour", "timeseries", "interval=hour", $"{Standard}, value, currency", 0),
        new("pages: visitors, visits, page views", "breakdown", "by=page&metrics=visitors,visits,pageviews&limit=10", "visit, visitor, visits, pageviews, path", 60),
        new("sources: visitors, visits, bounce rate", "breakdown", "by=source&metrics=visitors,visits,bounce_rate&limit=10", "visit, visitor, visits, bounces, source", 60),
        new("countries: visitors, visits", "breakdown", "by=country&metrics=visitors,visits&limit=10", "visit, visitor, visits, country", 60),
        new("browsers, all metrics", "breakdown", "by=browser", $"{Standard}, value, currency, browser", 0),
        new("pages, all metrics", "breakdown", "by=page", $"{Standard}, value, currency, path, view_number", 0),
        new("sources, filtered by country", "breakdown", "by=source&metrics=visitors,visits&filter=country==DE", "visit, visitor, visits, source, country", 300),
        new("funnel of 4 steps", "funnel", "step=page:/&step=page:/product/*&step=event:AddToCart&step=event:Purchase&window=1d", "visitor, seq, name, path", 150),
        new("funnel of 4 steps, any order", "funnel", "step=page:/&step=page:/product/*&step=event:AddToCart&step=event:Purchase&window=1d&order=any", "visitor, seq, name, path", 0),
        new("retention by day", "retention", "interval=day", "visitor, identity", 300),
        new("retention by week", "retention", "interval=week", "visitor, identity", 0),
        new("journeys from the entry", "journeys", "", "visit, pageviews, path", 500),
        new("attribution of purchases", "attribution", "by=source&conversion=event:Purchase", "visitor, touch, touch_source, name, value, currency", 500),
        new("revenue by source", "revenue", "by=source", "visitor, order_id, value, currency, source", 500),
        new("rfm", "rfm", "", "visitor, identity, order_id, value, currency", 500),
        new("engagement", "engagement", "", "visitor, visit, visits, identity", 500),
        new("live", "live", "", "visitor", 15),
    ];
}
