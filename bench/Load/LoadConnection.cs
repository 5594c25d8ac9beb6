using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Load;

/// <summary>One keep-alive connection with one request under way at a time, on a plain socket: the driver must cost little.</summary>
internal sealed class LoadConnection(LoadPlan plan, int number, long start, long measureFrom, long until)
{
    private readonly byte[] _answer = new byte[16 * 1024];
    private readonly Random _random = new(number);
    private long _sent;

    public List<long> LatenciesMicroseconds { get; } = [];

    public long Errors { get; private set; }

    public async Task RunAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(plan.Target.Host, plan.Target.Port);
            while (Stopwatch.GetTimestamp() < until)
            {
                await SendOneAsync(socket);
            }
        }
        catch (SocketException)
        {
            Errors++;
        }
    }

    private async Task SendOneAsync(Socket socket)
    {
        var due = plan.RatePerSecond == 0 ? Stopwatch.GetTimestamp() : await WaitForTurnAsync();
        await socket.SendAsync(Request());
        var ok = await ReadAnswerAsync(socket);
        var now = Stopwatch.GetTimestamp();
        _sent++;
        if (due >= measureFrom && now <= until)
        {
            LatenciesMicroseconds.Add((now - due) * 1_000_000 / Stopwatch.Frequency);
        }

        Errors += ok ? 0 : 1;
    }

    /// <summary>Waits until this connection's next hit is due; a late answer makes the next ones late too, and that is counted.</summary>
    private async Task<long> WaitForTurnAsync()
    {
        var period = (double)Stopwatch.Frequency * plan.Connections / plan.RatePerSecond;
        var due = start + (long)((_sent + ((double)number / plan.Connections)) * period);
        var wait = due - Stopwatch.GetTimestamp();
        if (wait > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)wait / Stopwatch.Frequency));
        }

        return due;
    }

    private byte[] Request()
    {
        const string Agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";
        var headers = $"Host: {plan.Target.Authority}\r\nUser-Agent: {Agent}\r\nAccept: */*\r\nAccept-Language: en-US,en;q=0.9\r\n";
        if (plan.Path.Length > 0)
        {
            return Encoding.ASCII.GetBytes($"GET {plan.Path} HTTP/1.1\r\n{headers}\r\n");
        }

        var page = string.Create(CultureInfo.InvariantCulture, $"https://{plan.Site}/page/{_random.Next(500)}");
        if (!plan.Post)
        {
            return Encoding.ASCII.GetBytes($"GET /p.gif?s={plan.Site}&u={Uri.EscapeDataString(page)}&t=Page&id=u{_random.Next(50_000)} HTTP/1.1\r\n{headers}\r\n");
        }

        var body = $$"""{"s":"{{plan.Site}}","n":"pageview","u":"{{page}}","t":"Page","id":"u{{_random.Next(50_000)}}"}""";
        return Encoding.ASCII.GetBytes($"POST /e HTTP/1.1\r\n{headers}Content-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }

    private async Task<bool> ReadAnswerAsync(Socket socket)
    {
        var length = 0;
        var needed = int.MaxValue;
        while (length < needed)
        {
            var read = await socket.ReceiveAsync(_answer.AsMemory(length));
            if (read == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            length += read;
            var end = _answer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            needed = end < 0 ? int.MaxValue : end + 4 + BodyLength(_answer.AsSpan(0, end));
        }

        return _answer[9] == '2';
    }

    private static int BodyLength(ReadOnlySpan<byte> headers)
    {
        var at = headers.IndexOf("Content-Length: "u8);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(headers[(at + 16)..], out int length, out _) ? length : 0;
    }
}
