using Analytics.Querying;

namespace Analytics.Dimensions;

/// <summary>Something events can be split or filtered by.</summary>
/// <param name="Name">Name in questions and answers.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Level">What it describes.</param>
/// <param name="Sql">Its value on a row, a text ('' is unknown).</param>
internal sealed record Dimension(string Name, string Title, DimensionLevel Level, string Sql)
{
    /// <summary>Rows that have the dimension at all.</summary>
    public string Rows { get; init; } = "1";

    /// <summary>Rows by which a visit has seen the value; the same as <see cref="Rows"/> when null.</summary>
    public string? SeenRows { get; init; }

    /// <summary>Its value over all rows of a visit, for dimensions of the whole visit.</summary>
    public string? WholeVisitSql { get; init; }

    /// <summary>The property's name for <c>prop.KEY</c>; otherwise null.</summary>
    public string? PropertyKey { get; init; }

    /// <summary>The values on a row, an array, where it can have many (names of properties); otherwise null.</summary>
    public string? KeysSql { get; init; }

    /// <summary>Whether a single row has one value (an exit page is known of visits only, of properties a row has many).</summary>
    public bool OnRows { get; init; } = true;

    /// <summary>Whether events can be counted by it.</summary>
    public bool CountsEvents => OnRows || KeysSql is not null;

    /// <summary>Whether splitting by it looks at all classes unless told otherwise.</summary>
    public bool ShowsAllClasses { get; init; }

    /// <summary>The value on a row.</summary>
    public string Column(SqlValues values) => PropertyKey is null ? Sql : $"properties[{values.Text(PropertyKey)}]";

    /// <summary>The condition for rows that have the dimension.</summary>
    public string HasRow(SqlValues values) => PropertyKey is null ? Rows : $"mapContains(properties, {values.Text(PropertyKey)})";
}
