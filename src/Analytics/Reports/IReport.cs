namespace Analytics.Reports;

/// <summary>A report: answers one kind of question.</summary>
internal interface IReport
{
    /// <summary>Its name in addresses and answers.</summary>
    string Name { get; }

    Task<ReportResult> RunAsync(ReportRequest request, CancellationToken cancellationToken);
}
