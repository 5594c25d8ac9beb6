using System.Text;

namespace Engine.Sql;

/// <summary>Writes values that the interface itself puts into a statement.</summary>
internal static class SqlText
{
    /// <summary>A string literal.</summary>
    internal static string Quote(string value) => Wrap(value, '\'');

    /// <summary>A name in back quotes.</summary>
    internal static string Name(string name) => Wrap(name, '`');

    private static string Wrap(string value, char quote)
    {
        var text = new StringBuilder(value.Length + 2).Append(quote);
        foreach (var character in value)
        {
            if (character == quote || character == '\\')
            {
                text.Append('\\');
            }

            text.Append(character);
        }

        return text.Append(quote).ToString();
    }
}
