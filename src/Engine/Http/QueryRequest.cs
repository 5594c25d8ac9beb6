using System.Text;

namespace Engine.Http;

/// <summary>What a request asks for beside its body: the parts of the query string (and headers), sorted as ClickHouse does.</summary>
internal sealed record QueryRequest
{
    /// <summary>The text of <c>query=</c>; empty when the body holds the statement.</summary>
    public byte[] Query { get; set; } = [];

    public string? Database { get; set; }

    public string? DefaultFormat { get; set; }

    public string? QueryId { get; set; }

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>Whether a gzip answer is allowed (with Accept-Encoding).</summary>
    public bool Compresses { get; set; }

    /// <summary>Whether the answer is made as a whole before its first byte goes out.</summary>
    public bool WaitsForEnd { get; set; }

    public List<BoundValue> Parameters { get; } = [];

    /// <summary>Settings by name; the last of a name wins.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes one part; an error when this engine does not offer what it asks.</summary>
    internal EngineError? Take(string name, byte[] value)
    {
        const string parameterPrefix = "param_";
        if (name.StartsWith(parameterPrefix, StringComparison.Ordinal))
        {
            Parameters.Add(new BoundValue(name[parameterPrefix.Length..], value));
            return null;
        }

        var text = Encoding.UTF8.GetString(value);
        switch (name)
        {
            case "query": Query = value; break;
            case "database": Database = NullIfEmpty(text) ?? Database; break;
            case "default_format": DefaultFormat = NullIfEmpty(text) ?? DefaultFormat; break;
            case "query_id": QueryId = NullIfEmpty(text); break;
            case "user": User = text; break;
            case "password": Password = text; break;
            case "enable_http_compression": Compresses = IsOn(text); break;
            case "wait_end_of_query": WaitsForEnd = IsOn(text); break;

            // ClickHouse's own block compression, sessions and roles; its clients do without.
            case "compress" or "decompress" when IsOn(text):
            case "session_id" or "role" when text.Length > 0:
                return EngineError.Of(48, "NOT_IMPLEMENTED", $"The embedded engine has no {name}: leave it out, or use a ClickHouse server");

            // Words of ClickHouse's interface without a meaning here, and two settings that are the interface's own.
            case "compress" or "decompress" or "session_id" or "role" or "session_timeout" or "session_check" or "close_session":
            case "buffer_size" or "stacktrace" or "quota_key" or "client_protocol_version" or "send_logs_level" or "log_comment":
                break;
            default: Settings[name] = text; break;
        }

        return null;
    }

    private static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;

    private static bool IsOn(string value) => value is not ("0" or "false" or "");
}
