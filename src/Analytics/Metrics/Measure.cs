namespace Analytics.Metrics;

/// <summary>A sum that metrics are made of.</summary>
/// <param name="Name">Its name inside the query.</param>
/// <param name="Source">What it is computed over.</param>
/// <param name="Sql">
/// Aggregate over the source's rows. <c>@goal</c> is the condition of any goal, <c>@worth</c> what a row is worth by its goals, <c>@currency</c> the site's currency,
/// <c>@entry</c> and <c>@exit</c> whether a visit entered or left at the bucket.
/// </param>
/// <param name="IsSum">Whether it is 0 where there is nothing; otherwise unknown (a median).</param>
internal sealed record Measure(string Name, MeasureSource Source, string Sql, bool IsSum = true);
