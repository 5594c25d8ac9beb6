using System.IO.Pipelines;

namespace Collector.Http.FastLane;

/// <summary>A transport whose input begins with bytes that were received before.</summary>
internal sealed class HeldInput(byte[] held, IDuplexPipe rest) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(new HeldStream(held, rest.Input.AsStream()));

    public PipeWriter Output => rest.Output;

    /// <summary>The held bytes, then those of another stream.</summary>
    private sealed class HeldStream(byte[] held, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _held = held;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_held.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            var length = Math.Min(buffer.Length, _held.Length);
            _held[..length].CopyTo(buffer);
            _held = _held[length..];
            return ValueTask.FromResult(length);
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
                rest.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
