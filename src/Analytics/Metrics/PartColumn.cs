namespace Analytics.Metrics;

/// <summary>A column of the parts that <see cref="MeasureQuery"/> puts together.</summary>
/// <param name="Name">Its name in every part.</param>
/// <param name="Source">The part that fills it.</param>
/// <param name="Nothing">What it is in the other parts.</param>
/// <param name="Sql">Aggregate over the source's rows, with the words of <see cref="Measure.Sql"/>.</param>
internal sealed record PartColumn(string Name, MeasureSource Source, string Nothing, string Sql);
