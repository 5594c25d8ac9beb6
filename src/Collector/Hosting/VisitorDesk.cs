using System.Text.Json;
using Analytics;
using Analytics.Querying;
using Collector.Enrichment.Visitors;
using Collector.Erasure;
using Storage.Catalog;

namespace Collector.Hosting;

/// <summary>What the report side may ask about one visitor.</summary>
internal sealed class VisitorDesk(ErasureDesk erasures, KnownVisitors known) : IVisitorDesk
{
    public ulong KeyOf(Site site, VisitorName name)
    {
        var key = known.KeyOf(site.Id, name.Kind, name.Id, out var problem);
        return problem.Length == 0 ? key : throw new QueryProblemException(name.Kind, null, problem, VisitorName.Kinds);
    }

    public async Task<byte[]> EraseAsync(Site site, ulong visitor, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToUtf8Bytes(await erasures.EraseAsync(site, visitor, cancellationToken));
}
