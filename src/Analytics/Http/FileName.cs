namespace Analytics.Http;

/// <summary>Names of downloads.</summary>
internal static class FileName
{
    /// <summary>A site's name with nothing in it that a file name or a header cannot have.</summary>
    public static string Of(string site) => string.Concat(site.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_'));
}
