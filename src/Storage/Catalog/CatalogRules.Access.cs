using System.Text.RegularExpressions;

namespace Storage.Catalog;

/// <content>Users and shared links.</content>
internal static partial class CatalogRules
{
    private const int MaxOfShare = 10;

    public static string UserName(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        return name.Length is > 0 and <= MaxName && UserWord().IsMatch(name) && IsPrintable(name)
            ? name
            : throw CatalogException.Invalid($"A user's name is usually an e-mail address: 1 to {MaxName} characters without spaces.");
    }

    public static UserRole? Role(UserRole? role) => role is null || Enum.IsDefined(role.Value)
        ? role
        : throw CatalogException.Invalid("A role is viewer, analyst, admin or owner.");

    public static Share Checked(Share share) => share with
    {
        Name = Label(share.Name, "A shared link's name"),
        Filters = share.Filters.Count <= MaxOfShare && share.Filters.All(text => text.Length is > 0 and <= MaxFilter && IsPrintable(text))
            ? share.Filters
            : throw CatalogException.Invalid($"A shared link has at most {MaxOfShare} filters such as country==DE."),
        Origins = share.Origins.Count <= MaxOfShare && share.Origins.All(origin => Origin().IsMatch(origin))
            ? share.Origins
            : throw CatalogException.Invalid($"Pages that may show a shared link in a frame are at most {MaxOfShare} origins such as https://example.com, without a path."),
    };

    [GeneratedRegex(@"^[^\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserWord();

    // It stands in a header: nothing but a host and a port.
    [GeneratedRegex(@"^https?://[a-z0-9](?:[a-z0-9.\-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Origin();
}
