using Analytics.Querying;
using Storage.Catalog;

namespace Analytics.Http;

/// <summary>Words of a body that are one of a few.</summary>
internal static class BodyWords
{
    /// <summary>The value of a word; <paramref name="otherwise"/> when it is left out.</summary>
    public static T Read<T>(string? text, string name, T otherwise)
        where T : struct, Enum => text is null ? otherwise : Read<T>(text, name);

    public static T Read<T>(string? text, string name)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().Select(CatalogWords.Of).ToList();
        return text is not null && words.Contains(text)
            ? CatalogWords.Read<T>(text, name)
            : throw new QueryProblemException(name, text, $"{name} is one of: {string.Join(", ", words)}.", words);
    }
}
