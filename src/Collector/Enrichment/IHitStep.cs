using Collector.Parsing;
using Storage.Catalog;
using Storage.Events;

namespace Collector.Enrichment;

/// <summary>
/// One step of enrichment: reads the hit, writes its part of the row. Steps are stateless or thread-safe, run in the order of
/// the list in <c>HitEnricher</c>, and do no I/O.
/// </summary>
internal interface IHitStep
{
    /// <summary>Fills the step's part of <paramref name="row"/>.</summary>
    /// <returns>None to go on; a reason to stop here and store nothing.</returns>
    RejectReason Apply(RawHit hit, Site site, EventRow row);
}
