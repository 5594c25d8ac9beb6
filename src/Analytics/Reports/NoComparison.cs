using Analytics.Querying;

namespace Analytics.Reports;

/// <summary>For reports that look at one range only.</summary>
internal static class NoComparison
{
    public static void Check(ReportRequest request)
    {
        if (request.Previous is not null)
        {
            throw new QueryProblemException("compare", request.Values.Single("compare"), "This report is not compared: ask for the other range by itself.");
        }
    }
}
