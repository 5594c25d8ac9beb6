namespace Storage.ClickHouse;

/// <summary>
/// An answer under way. Reads like the body, but ends with a <see cref="ClickHouseException"/> instead of silently when
/// ClickHouse failed half-way or the connection broke.
/// </summary>
internal sealed class AnswerStream(HttpResponseMessage response, Stream body, SqlQuery query) : Stream
{
    private readonly byte[] _tail = new byte[ExceptionTail.Bytes];
    private int _tailLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Checked(buffer, body.Read(buffer));
        }
        catch (Exception failure) when (Answer.IsBroken(failure))
        {
            throw Broken(failure);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await body.ReadAsync(buffer, cancellationToken);
            return Checked(buffer.Span, count);
        }
        catch (Exception failure) when (Answer.IsBroken(failure))
        {
            throw Broken(failure);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            response.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Checked(ReadOnlySpan<byte> buffer, int count)
    {
        if (count > 0)
        {
            Remember(buffer[..count]);
        }
        else if (buffer.Length > 0 && Answer.ErrorAtEnd(response, _tail.AsSpan(0, _tailLength), query) is { } error)
        {
            throw error;
        }

        return count;
    }

    private ClickHouseException Broken(Exception failure) =>
        Answer.ErrorAtCut(response, _tail.AsSpan(0, _tailLength), query, failure);

    private void Remember(ReadOnlySpan<byte> read)
    {
        var added = read[^Math.Min(read.Length, _tail.Length)..];
        var kept = Math.Min(_tailLength, _tail.Length - added.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        added.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + added.Length;
    }
}
