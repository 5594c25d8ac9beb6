using Storage.Catalog;

namespace Analytics.Http.SignIn;

/// <summary>One-time links for new and reset users.</summary>
internal static class UserLinks
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(3);

    /// <summary>The path of a new link; its address is where the dashboard is.</summary>
    public static string Make(CatalogStore catalog, long userId) => $"/sign-in?token={catalog.CreateSignInToken(Life, userId)}";
}
