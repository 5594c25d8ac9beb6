using System.Collections.Frozen;

namespace Collector.Loading;

/// <summary>
/// ClickHouse's error codes that blame the rows, not the statement, the schema, the rights or the server. Only these make the
/// loader look for bad records: a dropped table must never end with good records in quarantine.
/// </summary>
internal static class DataErrors
{
    private static readonly FrozenSet<int> Codes = new[]
    {
        6, // CANNOT_PARSE_TEXT
        26, // CANNOT_PARSE_QUOTED_STRING
        27, // CANNOT_PARSE_INPUT_ASSERTION_FAILED
        32, // ATTEMPT_TO_READ_AFTER_EOF
        33, // CANNOT_READ_ALL_DATA
        38, // CANNOT_PARSE_DATE
        41, // CANNOT_PARSE_DATETIME
        69, // ARGUMENT_OUT_OF_BOUND
        72, // CANNOT_PARSE_NUMBER
        117, // INCORRECT_DATA
        128, // TOO_LARGE_ARRAY_SIZE
        131, // TOO_LARGE_STRING_SIZE
        321, // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
        349, // CANNOT_INSERT_NULL_IN_ORDINARY_COLUMN
        407, // DECIMAL_OVERFLOW
        469, // VIOLATED_CONSTRAINT
        691, // UNKNOWN_ELEMENT_OF_ENUM
    }.ToFrozenSet();

    public static bool Contains(int code) => Codes.Contains(code);
}
