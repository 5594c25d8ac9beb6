namespace Collector.Enrichment.Visits;

/// <summary>A visit that may still get events. One object, so that two keys (before and after midnight) can lead to it.</summary>
internal sealed class OpenVisit(VisitFacts facts)
{
    private VisitFacts _facts = facts;

    public ref VisitFacts Facts => ref _facts;
}
