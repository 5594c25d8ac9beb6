namespace Storage.Catalog;

/// <summary>The words of settings that are one of a few: the names of the values in lower case, their parts joined by _.</summary>
public static class CatalogWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? $"_{c}" : $"{c}")).ToLowerInvariant();

    /// <param name="text">The word; upper and lower case alike.</param>
    /// <param name="what">What is set, for the message.</param>
    /// <exception cref="CatalogException">It is none of the words; the message lists them.</exception>
    public static T Read<T>(string text, string what)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (text.Trim().Equals(Of(value), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw CatalogException.Invalid($"{what} is one of {string.Join(", ", Enum.GetValues<T>().Select(Of))}.");
    }
}
