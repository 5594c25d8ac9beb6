using System.Globalization;
using System.Text.Json.Nodes;
using Analytics.Reports;
using Microsoft.OpenApi;

namespace Analytics.Http;

/// <summary>The parameters of reports and exports in the API's description.</summary>
internal static class ParameterDescriptions
{
    public static void DescribeReport(OpenApiOperation operation)
    {
        operation.Summary = $"A report: {string.Join(", ", ReportRunner.Names)}";
        if (operation.Parameters?.FirstOrDefault(parameter => parameter.Name == "report") is OpenApiParameter report)
        {
            report.Schema = Words(ReportRunner.Names);
        }

        Describe(operation, [.. ReportParameters.All, new("format", "", "Also by the Accept header.") { Allowed = ["json", "csv"], Default = "json" }]);
    }

    public static void DescribeExport(OpenApiOperation operation)
    {
        operation.Summary = "The raw events of a range, streamed";
        Describe(operation,
            [.. ReportParameters.Scope, new("format", "", "File format.") { Allowed = EventExport.Formats, Default = EventExport.Formats[0] }]);
    }

    private static void Describe(OpenApiOperation operation, IEnumerable<ReportParameter> parameters)
    {
        operation.Parameters ??= [];
        foreach (var parameter in parameters)
        {
            var one = Schema(parameter);
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.For.Length == 0 ? parameter.Text : $"{parameter.For}: {parameter.Text}",
                Schema = parameter.Repeats ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = one } : one,
            });
        }
    }

    private static OpenApiSchema Schema(ReportParameter parameter)
    {
        var schema = parameter.Allowed.Count > 0 ? Words(parameter.Allowed) : new OpenApiSchema { Type = JsonSchemaType.String };
        if (parameter.Range is { } range)
        {
            schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = range.Least.ToString(CultureInfo.InvariantCulture),
                Maximum = range.Most.ToString(CultureInfo.InvariantCulture),
            };
        }

        schema.Default = parameter.Default is null
            ? null
            : parameter.Range is null ? JsonValue.Create(parameter.Default) : JsonValue.Create(int.Parse(parameter.Default, CultureInfo.InvariantCulture));
        return schema;
    }

    private static OpenApiSchema Words(IEnumerable<string> words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)JsonValue.Create(word))] };
}
