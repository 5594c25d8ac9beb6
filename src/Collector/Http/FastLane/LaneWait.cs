using Collector.Parsing;

namespace Collector.Http.FastLane;

/// <summary>One waiting pixel of a lane: its answer is sent by the loop that its connection belongs to.</summary>
internal sealed class LaneWait(LaneLoop loop, LaneConnection connection, CommitWaits waits) : PixelWait(waits)
{
    protected override void Answer(RejectReason? outcome) => loop.Answer(connection, outcome);
}
