using Storage.ClickHouse;

namespace Analytics.Querying;

/// <summary>The values of one query: each becomes a typed placeholder in the text and travels beside it.</summary>
internal sealed class SqlValues
{
    private readonly List<(string Name, object Value)> _bound = [];

    /// <summary>Binds a text and returns its placeholder.</summary>
    public string Text(string value) => Bind("String", value);

    /// <summary>Binds an instant and returns its placeholder.</summary>
    public string Instant(DateTimeOffset value) => Bind("DateTime64(3, 'UTC')", value);

    /// <summary>Binds a whole number and returns its placeholder.</summary>
    public string Number(long value) => Bind("Int64", value);

    /// <summary>Binds a number of 64 bits and returns its placeholder.</summary>
    public string Whole(ulong value) => Bind("UInt64", value);

    /// <summary>Binds a day and returns its placeholder.</summary>
    public string Day(DateOnly value) => Bind("Date", value);

    /// <summary>Binds an amount of money and returns its placeholder.</summary>
    public string Amount(decimal value) => Bind("Decimal(18, 4)", value);

    /// <summary>Binds a site id and returns its placeholder.</summary>
    public string Site(uint id) => Bind("UInt32", id);

    /// <summary>Binds a list of texts and returns its placeholder.</summary>
    public string Texts(IReadOnlyList<string> values) => Bind("Array(String)", values);

    /// <summary>Binds a list of whole numbers and returns its placeholder.</summary>
    public string Numbers(IReadOnlyList<ulong> values) => Bind("Array(UInt64)", values);

    /// <summary>Binds a list of days and returns its placeholder.</summary>
    public string Days(IReadOnlyList<DateOnly> values) => Bind("Array(Date)", values);

    public SqlQuery Query(string text)
    {
        var query = new SqlQuery(text);
        foreach (var (name, value) in _bound)
        {
            query.With(name, value);
        }

        return query;
    }

    private string Bind(string type, object value)
    {
        var name = $"v{_bound.Count}";
        _bound.Add((name, value));
        return $"{{{name}:{type}}}";
    }
}
