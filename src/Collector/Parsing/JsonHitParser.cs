using System.Buffers;
using System.Text.Json;
using Storage.Events;

namespace Collector.Parsing;

/// <summary>
/// Reads the events of a JSON body: one object or an array of them. A fault of the body (syntax, a key twice, too many events)
/// is returned with its place and nothing of the body counts; a fault of one event is that event's reason. Never throws.
/// </summary>
internal static class JsonHitParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = HitLimits.JsonDepth };

    /// <param name="body">The whole body, UTF-8, perhaps with a byte order mark.</param>
    /// <param name="facts">What the request's headers said; its ServerSide decides whether <c>ts</c>, <c>ip</c> and <c>ua</c> are taken.</param>
    /// <param name="referer">The Referer header: the page's address of an event that gives none.</param>
    /// <param name="maxEvents">Most events taken.</param>
    /// <param name="batch">Takes the events; of no use when a fault is returned.</param>
    public static JsonFault Parse(ReadOnlySpan<byte> body, RequestFacts facts, string referer, int maxEvents, HitBatch batch)
    {
        body = body.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var chars = ArrayPool<char>.Shared.Rent(body.Length);
        try
        {
            var scan = new Scan(body, facts, referer, maxEvents, batch, chars);
            return scan.Run();
        }
        catch (JsonException e)
        {
            return new JsonFault(JsonFaultKind.Syntax, (e.LineNumber ?? 0) + 1, (e.BytePositionInLine ?? 0) + 1);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>One pass over one body.</summary>
    private ref struct Scan(ReadOnlySpan<byte> body, RequestFacts facts, string referer, int maxEvents, HitBatch batch, Span<char> chars)
    {
        private readonly ReadOnlySpan<byte> _body = body;
        private readonly Span<char> _chars = chars;
        private Utf8JsonReader _reader = new(body, Options);
        private JsonFault _fault;

        public JsonFault Run()
        {
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                ReadEvent();
            }
            else if (_reader.TokenType == JsonTokenType.StartArray)
            {
                ReadEvents();
            }
            else
            {
                return JsonFault.At(JsonFaultKind.NoEvents, _body, _reader.TokenStartIndex);
            }

            // Whatever stands behind the value is a syntax error.
            _reader.Read();
            return _fault;
        }

        private void ReadEvents()
        {
            while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            {
                if (batch.Reasons.Count == maxEvents)
                {
                    Fault(JsonFaultKind.TooManyEvents);
                    _reader.Skip();
                }
                else if (_reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadEvent();
                }
                else
                {
                    _reader.Skip();
                    batch.Reasons.Add(RejectReason.BadEvent);
                }
            }
        }

        private void ReadEvent()
        {
            var builder = new HitBuilder(facts);
            var keys = 0;
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                if (++keys > HitLimits.Parameters)
                {
                    builder.Fail(RejectReason.TooManyParameters);
                }

                var field = HitFieldNames.Find(JsonText.Read(_reader, _chars));
                if (field != HitField.Unknown && !builder.Begin(field))
                {
                    Fault(JsonFaultKind.DuplicateKey);
                }

                _reader.Read();
                if (field == HitField.Properties)
                {
                    ReadProperties(ref builder);
                }
                else if (field == HitField.Unknown)
                {
                    _reader.Skip();
                }
                else
                {
                    ReadField(field, ref builder);
                }
            }

            batch.Add(builder.Finish(referer, out var hit), hit);
        }

        private void ReadField(HitField field, ref HitBuilder builder)
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.String or JsonTokenType.Number:
                    builder.Set(field, JsonText.Read(_reader, _chars));
                    break;
                case JsonTokenType.Null:
                    builder.Forget(field);
                    break;
                default:
                    _reader.Skip();
                    builder.Fail(RejectReason.BadEvent);
                    break;
            }
        }

        private void ReadProperties(ref HitBuilder builder)
        {
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                builder.Flag(_reader.TokenType == JsonTokenType.Null ? EventFlags.None : EventFlags.PropertyRejected);
                _reader.Skip();
                return;
            }

            var keys = 0;
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                if (++keys > HitLimits.Parameters)
                {
                    builder.Fail(RejectReason.TooManyParameters);
                }

                // Key and value together are never longer than the body.
                var key = JsonText.Read(_reader, _chars);
                var rest = _chars[key.Length..];
                var position = _reader.TokenStartIndex;
                _reader.Read();
                switch (_reader.TokenType)
                {
                    case JsonTokenType.String or JsonTokenType.Number:
                        AddProperty(ref builder, key, JsonText.Read(_reader, rest), position);
                        break;
                    case JsonTokenType.True:
                        AddProperty(ref builder, key, "true", position);
                        break;
                    case JsonTokenType.False:
                        AddProperty(ref builder, key, "false", position);
                        break;
                    case JsonTokenType.Null:
                        break;
                    default:
                        _reader.Skip();
                        builder.Flag(EventFlags.PropertyRejected);
                        break;
                }
            }
        }

        private void AddProperty(ref HitBuilder builder, ReadOnlySpan<char> key, ReadOnlySpan<char> value, long position)
        {
            if (builder.AddProperty(key, value))
            {
                return;
            }

            // Two long keys may be equal only after the cut; that is no fault of the body.
            if (key.Length < HitLimits.PropertyKey)
            {
                _fault = _fault.Kind == JsonFaultKind.None ? JsonFault.At(JsonFaultKind.DuplicateKey, _body, position) : _fault;
            }
            else
            {
                builder.Flag(EventFlags.PropertyRejected);
            }
        }

        private void Fault(JsonFaultKind kind) =>
            _fault = _fault.Kind == JsonFaultKind.None ? JsonFault.At(kind, _body, _reader.TokenStartIndex) : _fault;
    }
}
