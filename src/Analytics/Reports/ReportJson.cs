using System.Globalization;
using System.Text.Json;

namespace Analytics.Reports;

/// <summary>Writes an answer as JSON, in the one shape all reports have.</summary>
public static class ReportJson
{
    public static void Write(ReportResult result, Stream output)
    {
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteString("report", result.Report);
        json.WriteString("site", result.Site);
        json.WriteString("from", Day(result.Period.From));
        json.WriteString("to", Day(result.Period.To));
        json.WriteString("timezone", result.Period.Zone.Id);
        if (result.Previous is not null)
        {
            json.WriteStartObject("previous");
            json.WriteString("from", Day(result.Previous.From));
            json.WriteString("to", Day(result.Previous.To));
            if (result.Previous.Until is { } until)
            {
                json.WriteString("until", TimeZoneInfo.ConvertTime(until, result.Previous.Zone).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("filters");
        foreach (var filter in result.Filters)
        {
            json.WriteStringValue(filter);
        }

        json.WriteEndArray();
        WriteColumns(json, result.Columns);
        json.WriteStartArray("rows");
        foreach (var row in result.Rows)
        {
            WriteRow(json, result.Columns, row);
        }

        json.WriteEndArray();
        json.WritePropertyName("totals");
        WriteRow(json, result.Columns, result.Totals ?? new ReportRow([]));
        WriteNotes(json, result.Notes);
        json.WriteEndObject();
    }

    private static void WriteColumns(Utf8JsonWriter json, IReadOnlyList<ReportColumn> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("title", column.Title);
            json.WriteString("unit", column.Unit);
            if (column.Definition is not null)
            {
                json.WriteString("definition", column.Definition);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<ReportColumn> columns, ReportRow row)
    {
        json.WriteStartObject();
        WriteCells(json, columns, row.Cells);
        if (row.Previous is not null)
        {
            json.WriteStartObject("previous");
            WriteCells(json, columns, row.Previous);
            json.WriteEndObject();
        }

        if (row.Significance is not null)
        {
            json.WriteStartObject("significance");
            foreach (var (name, p) in row.Significance)
            {
                if (p is { } value)
                {
                    json.WriteNumber(name, value);
                }
                else
                {
                    json.WriteNull(name);
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteCells(Utf8JsonWriter json, IReadOnlyList<ReportColumn> columns, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            json.WritePropertyName(columns[i].Name);
            WriteValue(json, cells[i]);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case decimal amount:
                json.WriteNumberValue(amount);
                break;
            case IReadOnlyDictionary<string, double> numbers:
                WriteNumbers(json, numbers);
                break;
            default:
                json.WriteStringValue((string)value);
                break;
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, IReadOnlyDictionary<string, double> numbers)
    {
        json.WriteStartObject();
        foreach (var (name, number) in numbers)
        {
            json.WriteNumber(name, number);
        }

        json.WriteEndObject();
    }

    private static void WriteNotes(Utf8JsonWriter json, IReadOnlyList<ReportNote> notes)
    {
        json.WriteStartArray("notes");
        foreach (var note in notes)
        {
            json.WriteStartObject();
            json.WriteString("code", note.Code);
            json.WriteString("text", note.Text);
            if (note.Values.Count > 0)
            {
                json.WriteStartObject("values");
                foreach (var (name, value) in note.Values)
                {
                    json.WritePropertyName(name);
                    WriteValue(json, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
