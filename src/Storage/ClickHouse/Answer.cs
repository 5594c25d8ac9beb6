using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Storage.ClickHouse;

/// <summary>Reads what came back: whole bodies within a limit, and the errors in status, headers or tail.</summary>
internal static class Answer
{
    /// <summary>Largest answer held in memory; larger ones are streamed.</summary>
    private const int MaxBytes = 256 * 1024 * 1024;

    private const int ReadBytes = 4 * 1024;

    private const string TagHeader = "X-ClickHouse-Exception-Tag";

    /// <summary>Throws the error that status or headers already tell.</summary>
    public static async Task ThrowIfRefusedAsync(HttpResponseMessage response, SqlQuery query, CancellationToken cancellationToken)
    {
        var code = Header(response, "X-ClickHouse-Exception-Code");
        if (response.IsSuccessStatusCode && code is null)
        {
            return;
        }

        var text = await ReadErrorAsync(response, cancellationToken);
        if (int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            throw ServerError.Of(number, text, query);
        }

        throw ServerError.Find(text, query) ?? WithoutCode(response.StatusCode);
    }

    /// <summary>The whole body, checked for an error at its end.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, SqlQuery query, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(ReadBytes);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (true)
            {
                var count = await stream.ReadAsync(body.GetMemory(ReadBytes), cancellationToken);
                if (count == 0)
                {
                    break;
                }

                body.Advance(count);
                if (body.WrittenCount > MaxBytes)
                {
                    throw new ClickHouseException(0, "The answer is larger than 256 MiB: ask for fewer rows or columns.", retryable: false);
                }
            }
        }
        catch (Exception failure) when (IsBroken(failure))
        {
            throw ErrorAtCut(response, body.WrittenSpan, query, failure);
        }

        return ErrorAtEnd(response, body.WrittenSpan, query) is { } error ? throw error : body.WrittenMemory;
    }

    /// <summary>The error that ClickHouse appended to the body, or null.</summary>
    public static ClickHouseException? ErrorAtEnd(HttpResponseMessage response, ReadOnlySpan<byte> body, SqlQuery query) =>
        ExceptionTail.Find(body, Header(response, TagHeader), isCut: false, query);

    /// <summary>The error of an answer that broke off: ClickHouse's own if it said one before, otherwise that nothing more came.</summary>
    public static ClickHouseException ErrorAtCut(HttpResponseMessage response, ReadOnlySpan<byte> body, SqlQuery query, Exception failure) =>
        ExceptionTail.Find(body, Header(response, TagHeader), isCut: true, query)
        ?? new(0, "ClickHouse's answer broke off. Look at its log if this repeats.", retryable: true, failure);

    /// <summary>Whether the exception means that no (whole) answer came, as opposed to a mistake in this program or a cancellation.</summary>
    public static bool IsBroken(Exception failure) => failure is HttpRequestException or IOException or InvalidDataException;

    private static async Task<string> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[ExceptionTail.Bytes];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var count = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, count);
        }
        catch (Exception failure) when (IsBroken(failure))
        {
            return "";
        }
    }

    private static ClickHouseException WithoutCode(HttpStatusCode status)
    {
        var retryable = status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized
            or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError;
        return new(0, $"The answer has status {(int)status} and no ClickHouse error: is the address one of ClickHouse's HTTP interface?", retryable);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
