using System.Buffers;

namespace Collector.Journal;

/// <summary>
/// Turns submissions into records, on the journal's thread only, in the order in which they are numbered. It may keep state
/// that depends on that order (visits, seen ids), and must be able to take back what it did since the last commit.
/// </summary>
/// <typeparam name="T">What is submitted: one request's hits.</typeparam>
internal interface IRecordEncoder<in T>
{
    /// <summary>Encodes one submission: calls <see cref="IRecordOutput.Add"/> once per record. All its records go into one frame.</summary>
    void Encode(T submission, IRecordOutput output);

    /// <summary>All that was encoded since the last call is durable.</summary>
    void Committed();

    /// <summary>Nothing that was encoded since the last commit is stored: forget it.</summary>
    void RolledBack();
}

/// <summary>Takes the records of the frame being built.</summary>
internal interface IRecordOutput
{
    /// <summary>Sequence number that the next record will have.</summary>
    ulong NextSeq { get; }

    /// <summary>Starts a record; write its bytes to the returned writer, then call <see cref="Add"/>.</summary>
    IBufferWriter<byte> Record { get; }

    /// <summary>Ends the record begun since the last Add and gives it its number.</summary>
    void Add();
}
