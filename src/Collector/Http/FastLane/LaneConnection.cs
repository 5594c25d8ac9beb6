using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Parsing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Collector.Http.FastLane;

/// <summary>
/// Serves one connection for as long as only plain pixel requests come: one after the other, each answered before the next is
/// looked at, so that what a connection can hold is what the server's input pipe holds. Answers go to the socket directly, past
/// the output pipe, which is empty for as long as the server has not taken over.
/// </summary>
/// <param name="connection">The connection; its bytes are not consumed before they are recognised.</param>
/// <param name="socket">Its socket.</param>
/// <param name="pixels">Takes the hits.</param>
/// <param name="answers">The answers.</param>
/// <param name="patience">How many heartbeats (seconds) the client may be silent, or leave an answer untaken.</param>
internal sealed class LaneConnection(ConnectionContext connection, Socket socket, PixelIntake pixels, PixelAnswers answers, int patience)
{
    /// <summary>Queries up to this length are widened on the stack.</summary>
    private const int ShortQuery = 512;

    /// <summary>
    /// Pixels of one piece of input that are answered before others have their turn: the thread may be the one that tells a whole
    /// commit's connections their answers.
    /// </summary>
    private const int MaxRun = 16;

    private readonly PipeReader _input = connection.Transport.Input;
    private readonly IPAddress? _peer = (connection.RemoteEndPoint as IPEndPoint)?.Address;
    private FactHeaders _headers;
    private int _beats; // since the present wait began
    private volatile Wait _wait;
    private volatile bool _isStopping;

    /// <summary>What is waited for. The client only so long; the intake has a limit of its own.</summary>
    private enum Wait
    {
        Intake,
        Request,
        Taking,
    }

    /// <summary>Serves the connection.</summary>
    /// <returns>True when it holds something that is not for the lane: unconsumed, for the server. False when it is at its end.</returns>
    public async Task<bool> ServeAsync()
    {
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(static state => ((LaneConnection)state).Beat(), this);
        var closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        await using var registration = closing.UnsafeRegister(static state => ((LaneConnection)state!).Stop(), this);
        try
        {
            while (true)
            {
                Begin(Wait.Request);
                var read = await _input.ReadAsync();
                _wait = Wait.Intake;
                var buffer = read.Buffer;
                var run = 0;
                while (!_isStopping && TryTake(ref buffer, out var outcome))
                {
                    if (++run == MaxRun)
                    {
                        run = 0;
                        await Task.Yield();
                    }

                    var answer = answers.Of(await outcome, _isStopping);
                    Begin(Wait.Taking);
                    while (!answer.IsEmpty)
                    {
                        answer = answer[await socket.SendAsync(answer, SocketFlags.None)..];
                    }

                    _wait = Wait.Intake;
                }

                // What is left is looked at again by whoever reads next.
                _input.AdvanceTo(buffer.Start);
                if (_isStopping || (buffer.IsEmpty && read.IsCompleted))
                {
                    return false;
                }

                if (!buffer.IsEmpty)
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone.
            return false;
        }
        finally
        {
            _wait = Wait.Intake;
        }
    }

    /// <summary>Takes the request at the buffer's start off it, if it is one for the lane.</summary>
    private bool TryTake(ref ReadOnlySequence<byte> buffer, out ValueTask<RejectReason?> outcome)
    {
        int length;
        if (buffer.IsSingleSegment)
        {
            length = Take(buffer.FirstSpan, out outcome);
        }
        else
        {
            var size = (int)Math.Min(buffer.Length, PixelHead.MaxBytes);
            var copy = ArrayPool<byte>.Shared.Rent(size);
            buffer.Slice(0, size).CopyTo(copy);
            length = Take(copy.AsSpan(0, size), out outcome);
            ArrayPool<byte>.Shared.Return(copy);
        }

        buffer = buffer.Slice(length);
        return length > 0;
    }

    private int Take(ReadOnlySpan<byte> input, out ValueTask<RejectReason?> outcome)
    {
        var length = PixelHead.Read(input, ref _headers, out var query);
        if (length == 0)
        {
            outcome = default;
            return 0;
        }

        var rented = query.Length > ShortQuery ? ArrayPool<char>.Shared.Rent(query.Length) : null;
        var text = rented ?? stackalloc char[ShortQuery];
        _ = Encoding.ASCII.GetChars(query, text);
        outcome = pixels.TakeAsync(text[..query.Length], _headers, _peer);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return length;
    }

    private void Begin(Wait wait)
    {
        Volatile.Write(ref _beats, 0);
        _wait = wait;
    }

    /// <summary>Called by the server every second: ends the connection when the client keeps it waiting too long.</summary>
    private void Beat()
    {
        var wait = _wait;
        if (wait == Wait.Intake || Interlocked.Increment(ref _beats) <= patience)
        {
            return;
        }

        if (wait == Wait.Request)
        {
            Stop();
        }
        else
        {
            connection.Abort(new ConnectionAbortedException("The client did not take its answer."));
        }
    }

    /// <summary>Ends the connection after the answer under way; at once when there is none.</summary>
    private void Stop()
    {
        _isStopping = true;
        _input.CancelPendingRead();
    }
}
