using Storage.Events;

namespace Collector.Enrichment.Visits;

/// <summary>
/// Whose visit it is. Humans and suspected ones share visits, every other class has its own, so that leaving a class out of a
/// report never leaves half a visit behind.
/// </summary>
internal readonly record struct VisitKey(uint Site, ulong Visitor, HitClass Class)
{
    public static VisitKey Of(EventRow row) => new(row.Site, row.Visitor, row.Class == HitClass.Suspected ? HitClass.Human : row.Class);
}
