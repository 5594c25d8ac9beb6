using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Collector.Parsing;

namespace Collector.Http.FastLane;

/// <summary>What a connection of the lane comes to when it can go no further by itself.</summary>
internal enum LaneStep
{
    /// <summary>It waits for the client, or for its hit.</summary>
    Stays,

    /// <summary>It could go on, but others are to have their turn.</summary>
    Yields,

    /// <summary>It holds something that is not for the lane: <see cref="LaneConnection.Held"/>, and what is still in the socket.</summary>
    Leaves,

    /// <summary>It is at its end.</summary>
    Ends,
}

/// <summary>
/// One connection of the lane: plain pixel requests one after the other, each answered before the next is looked at. Belongs to the
/// thread of its loop alone.
/// </summary>
internal sealed class LaneConnection(Socket socket, LaneLoop loop)
{
    /// <summary>Queries up to this length are widened on the stack.</summary>
    private const int ShortQuery = 512;

    /// <summary>How long a new connection may take to send its first request, as the server gives a request's head.</summary>
    private const int FirstRequestSeconds = 10;

    /// <summary>Requests served before others have their turn.</summary>
    private const int MaxRun = 16;

    private readonly IPAddress? _peer = (socket.RemoteEndPoint as IPEndPoint)?.Address;
    private FactHeaders _headers;
    private Phase _phase;
    private int _beats; // since the present phase began
    private bool _isKnown; // its first request was the lane's
    private bool _mayReceive; // by what the system said last
    private bool _hasEnded; // the client's side
    private ReadOnlyMemory<byte> _unsent;
    private bool _isLast; // the answer under way

    private enum Phase
    {
        Request,
        Hit,
        Answer,
    }

    public Socket Socket => socket;

    public int Descriptor { get; } = (int)socket.SafeHandle.DangerousGetHandle();

    /// <summary>Set by the loop: answers that still come are nobody's.</summary>
    public bool IsGone { get; set; }

    /// <summary>Received and not yet recognised: the requests behind the one under way.</summary>
    public byte[] Held { get; private set; } = [];

    /// <summary>Whether no request is under way.</summary>
    public bool IsIdle => _phase == Phase.Request;

    /// <summary>Takes what the system says.</summary>
    public void Note(in Readiness ready)
    {
        _mayReceive |= ready.CanReceive;
        _hasEnded |= ready.HasEnded;
    }

    /// <summary>Begins the answer of the request under way.</summary>
    /// <param name="outcome">What became of its hit; null: still under way.</param>
    public void Answer(RejectReason? outcome)
    {
        _isLast = loop.IsStopping;
        _unsent = loop.Answers.Of(outcome, _isLast);
        Begin(Phase.Answer);
    }

    /// <summary>Goes on for as long as there is something to do.</summary>
    public LaneStep Go()
    {
        for (var run = 0; run < MaxRun;)
        {
            switch (_phase)
            {
                case Phase.Hit:
                    return LaneStep.Stays;

                case Phase.Answer:
                    if (Send() is { } unsent)
                    {
                        return unsent;
                    }

                    if (_isLast)
                    {
                        return LaneStep.Ends;
                    }

                    Begin(Phase.Request);
                    break;

                default:
                    if (Next() is { } none)
                    {
                        return none;
                    }

                    run++;
                    break;
            }
        }

        return LaneStep.Yields;
    }

    /// <summary>Called every second; false when the client has kept the lane waiting too long, for a request or for taking an answer.</summary>
    /// <param name="patience">Seconds.</param>
    public bool Beat(int patience) => _phase == Phase.Hit || ++_beats <= (_isKnown ? patience : Math.Min(patience, FirstRequestSeconds));

    /// <summary>Looks for the next request; null when one was taken.</summary>
    private LaneStep? Next()
    {
        if (loop.IsStopping)
        {
            return LaneStep.Ends;
        }

        if (Held.Length > 0 && Take(Held))
        {
            return null;
        }

        if (!_mayReceive || Held.Length == PixelHead.MaxBytes)
        {
            return Held.Length > 0 ? LaneStep.Leaves : LaneStep.Stays;
        }

        if (!_isKnown && Look() is { } step)
        {
            return step;
        }

        // Behind a head that is not whole: the rest may have come.
        Held.CopyTo(loop.Buffer, 0);
        var room = loop.Buffer.Length - Held.Length;
        var length = SocketCalls.Receive(Descriptor, loop.Buffer.AsSpan(Held.Length));
        if (length <= 0)
        {
            return Held.Length > 0 ? LaneStep.Leaves : After(length);
        }

        // Less than there was room for: the socket is empty, and the next bytes will be told.
        _mayReceive = length == room || _hasEnded;
        var input = loop.Buffer.AsSpan(0, Held.Length + length);
        if (Take(input))
        {
            return null;
        }

        Held = input.ToArray();
        return LaneStep.Leaves;
    }

    /// <summary>
    /// The first request decides whose the connection is: it is looked at where it lies, so that the server finds it there. Null when
    /// it is the lane's.
    /// </summary>
    private LaneStep? Look()
    {
        var length = SocketCalls.Receive(Descriptor, loop.Buffer, peeks: true);
        if (length <= 0)
        {
            return After(length);
        }

        var headers = default(FactHeaders);
        _isKnown = PixelHead.Read(loop.Buffer.AsSpan(0, length), ref headers, out _) > 0;
        return _isKnown ? null : LaneStep.Leaves;
    }

    /// <summary>Takes the request at the start, if it is one for the lane, and holds what is behind it.</summary>
    private bool Take(ReadOnlySpan<byte> input)
    {
        var length = PixelHead.Read(input, ref _headers, out var query);
        if (length == 0)
        {
            return false;
        }

        var rented = query.Length > ShortQuery ? ArrayPool<char>.Shared.Rent(query.Length) : null;
        var text = rented ?? stackalloc char[ShortQuery];
        _ = Encoding.ASCII.GetChars(query, text);
        Begin(Phase.Hit);
        var reason = loop.Pixels.Take(text[..query.Length], _headers, _peer, isHttps: false, new LaneWait(loop, this, loop.Waits));
        Held = length == input.Length ? [] : input[length..].ToArray();
        if (reason != RejectReason.None)
        {
            Answer(reason);
        }

        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return true;
    }

    private void Begin(Phase phase)
    {
        _phase = phase;
        _beats = 0;
    }

    /// <summary>What follows when nothing was received.</summary>
    private LaneStep After(int length)
    {
        if (length != SocketCalls.Nothing)
        {
            return LaneStep.Ends;
        }

        _mayReceive = false;
        return LaneStep.Stays;
    }

    /// <summary>Sends the answer under way; null when all is sent, otherwise what follows.</summary>
    private LaneStep? Send()
    {
        while (!_unsent.IsEmpty)
        {
            var sent = SocketCalls.Send(Descriptor, _unsent.Span);
            if (sent < 0)
            {
                return sent == SocketCalls.Nothing ? LaneStep.Stays : LaneStep.Ends;
            }

            _unsent = _unsent[sent..];
        }

        return null;
    }
}
