using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary><c>/api/v1/sites/{site}/segments</c></summary>
internal sealed class SegmentsApi(Access access, CatalogStore catalog) : SettingApi<Segment, SegmentBody>(access, "segment")
{
    protected override IReadOnlyList<Segment> All(uint siteId) => catalog.Segments(siteId);

    protected override Segment? Find(uint siteId, long id) => catalog.FindSegment(siteId, id);

    protected override Segment Add(Segment item) => catalog.AddSegment(item);

    protected override Segment Update(Segment item) => catalog.UpdateSegment(item);

    protected override void Remove(uint siteId, long id) => catalog.RemoveSegment(siteId, id);

    protected override Segment Read(SegmentBody body, Site site, long id) => body.ToSegment(site, id, catalog.Segments(site.Id), [.. catalog.Goals(site.Id).Select(NamedGoal.Of)]);

    protected override SegmentBody Show(Segment item) => SegmentBody.Of(item);

    protected override long Id(Segment item) => item.Id;
}
