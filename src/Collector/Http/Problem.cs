namespace Collector.Http;

/// <summary>An error as callers see it (RFC 9457). The type is stable; title and detail are for people and may change.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Type">Word of the type; the wire says <c>/problems/WORD</c>.</param>
/// <param name="Title">What kind of error it is.</param>
/// <param name="Detail">What to do about it.</param>
internal sealed record Problem(int Status, string Type, string Title, string Detail);
