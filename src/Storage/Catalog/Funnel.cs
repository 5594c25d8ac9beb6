namespace Storage.Catalog;

/// <summary>A saved funnel.</summary>
/// <param name="Id">Catalog id; ignored when the funnel is added.</param>
/// <param name="SiteId">The site it belongs to.</param>
/// <param name="Name">What reports call it: 1–120 characters, unique in its site.</param>
/// <param name="Steps">
/// 2–12 steps as text: <c>page:/product*</c>, <c>event:Purchase</c>; between them what must not happen: <c>not:event:Cancel</c>. What
/// follows the colon is the report's business.
/// </param>
/// <param name="Window">Time from the first step within which the last must come: 1 second to 90 days.</param>
/// <param name="Order">How the steps must follow each other.</param>
/// <param name="Unit">Whose steps are put together.</param>
public sealed record Funnel(
    long Id,
    uint SiteId,
    string Name,
    IReadOnlyList<string> Steps,
    TimeSpan Window,
    FunnelOrder Order,
    FunnelUnit Unit);
