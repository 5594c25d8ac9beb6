namespace Storage.Catalog;

/// <summary>Something that was changed.</summary>
/// <param name="Id">Rises with time.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who: a user's name, a key's label.</param>
/// <param name="Action">What, such as <c>DELETE /sites/{site}/goals/{id}</c> or <c>signed in</c>.</param>
/// <param name="Subject">Whose: the values in the address, such as <c>example.com 7</c>; "" when there are none.</param>
public sealed record AuditEntry(long Id, DateTimeOffset Time, string Actor, string Action, string Subject);
