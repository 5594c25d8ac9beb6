namespace Storage.Catalog;

/// <summary>The words of settings that are one of a few: the names of the values in lower case.</summary>
public static class CatalogWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <param name="text">The word; upper and lower case alike.</param>
    /// <param name="what">What is set, for the message.</param>
    /// <exception cref="CatalogException">It is none of the words; the message lists them.</exception>
    public static T Read<T>(string text, string what)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (text.Trim().Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw CatalogException.Invalid($"{what} is one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");
    }
}
