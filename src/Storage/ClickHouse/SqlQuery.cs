namespace Storage.ClickHouse;

/// <summary>
/// SQL text with its bound values. Values are written in the text as <c>{name:Type}</c> and never concatenated; the client
/// sends them as <c>param_name</c>, escaped as ClickHouse wants it.
/// </summary>
public sealed class SqlQuery(string text)
{
    private readonly Dictionary<string, object> _parameters = [];
    private readonly Dictionary<string, string> _settings = [];

    public string Text { get; } = text;

    public IReadOnlyDictionary<string, object> Parameters => _parameters;

    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>
    /// Binds a value: string, bool, any integer, decimal, double, DateTimeOffset (for DateTime64(3)), DateOnly, or an
    /// <c>IEnumerable</c> of those for Array types.
    /// </summary>
    public SqlQuery With(string name, object value)
    {
        _parameters[name] = value;
        return this;
    }

    /// <summary>Adds a ClickHouse setting for this query, for example max_execution_time.</summary>
    public SqlQuery Setting(string name, string value)
    {
        _settings[name] = value;
        return this;
    }
}
