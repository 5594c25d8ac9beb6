using System.Text;
using Engine.Sql;

namespace Engine.Http;

/// <summary>Prepares a fresh connection for a request: settings, database and read-only mode live and die with it.</summary>
internal static class Session
{
    /// <summary>Applies all; the engine's error when it refuses a name or a value.</summary>
    internal static EngineError? Prepare(EngineConnection connection, QueryRequest request, string comment, IEnumerable<KeyValuePair<string, string>> own)
    {
        var set = new StringBuilder("SET log_comment = ").Append(SqlText.Quote(comment));
        foreach (var (name, value) in request.Settings.Concat(own))
        {
            if (!IsName(name))
            {
                return EngineError.Of(EngineError.UnknownSetting, "UNKNOWN_SETTING", $"Unknown setting {SqlText.Quote(name)}");
            }

            set.Append(", ").Append(name).Append(" = ").Append(SqlText.Quote(value));
        }

        var error = connection.Execute(set.ToString());
        if (error is null && request.Database is { } database)
        {
            error = connection.Execute("USE " + SqlText.Name(database));
        }

        return error is null ? null : EngineError.FromEngine(error);
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
