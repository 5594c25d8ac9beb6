namespace Analytics.Querying;

/// <summary>How a filter compares.</summary>
internal enum FilterOperator
{
    /// <summary><c>==</c></summary>
    Is,

    /// <summary><c>!=</c></summary>
    IsNot,

    /// <summary><c>~=</c>: matches a regular expression (RE2, anywhere in the text).</summary>
    Matches,

    /// <summary><c>!~</c>: does not match a regular expression.</summary>
    MatchesNot,

    /// <summary><c>*=</c>: contains the text.</summary>
    Contains,
}
