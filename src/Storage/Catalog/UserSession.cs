namespace Storage.Catalog;

/// <summary>A signed-in browser.</summary>
/// <param name="Id">Catalog id, to end it by.</param>
/// <param name="User">Who is signed in; null for the operator who came by the link of the start.</param>
/// <param name="Device">desktop, mobile or tablet.</param>
/// <param name="Created">When it was opened.</param>
/// <param name="LastSeen">Its latest use, to the minute.</param>
public sealed record UserSession(long Id, User? User, string Device, DateTimeOffset Created, DateTimeOffset LastSeen);
